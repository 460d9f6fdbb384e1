package io.limitrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.limitrate.internal.engine.TestCall;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeySpecTest {
  private static final Key SEED = Key.random();

  /** Returns an example of every part that reads a value of its own from the call. */
  static Stream<String> parts() {
    Set<KeyPart> others = EnumSet.of(KeyPart.GLOBAL, KeyPart.APIKEY, KeyPart.RESOLVER);
    return EnumSet.complementOf(EnumSet.copyOf(others)).stream()
        .map(part -> part.text())
        .map(text -> KeyPart.of(text, false) != null ? text : text + ":/name");
  }

  @ParameterizedTest
  @MethodSource("parts")
  void everyPartTellsCallersApartAndKnowsThemAgain(String part) {
    KeySpec spec = KeySpec.parse(part);

    Key one = spec.resolve(new TestCall().with(part, "one"), SEED);
    Key again = spec.resolve(new TestCall().with(part, "one"), SEED);
    Key nobody = spec.resolve(new TestCall(), SEED);

    assertThat(one).isEqualTo(again).isNotEqualTo(nobody);
    if (!part.startsWith("role")) {
      assertThat(spec.resolve(new TestCall().with(part, "two"), SEED)).isNotEqualTo(one);
    }
  }

  @Test
  void apiKeyIsTheHeaderOfThatName() {
    Key one = KeySpec.parse("apikey").resolve(new TestCall().with("header:X-Api-Key", "a"), SEED);
    Key two = KeySpec.parse("apikey").resolve(new TestCall().with("header:X-Api-Key", "b"), SEED);

    assertThat(one).isNotEqualTo(two);
  }

  @Test
  void theFirstAlternativeThatTheCallHasInFullIsTaken() {
    KeySpec spec = KeySpec.parse("user+endpoint | user | ip");
    TestCall address = new TestCall().with("ip", "192.0.2.1");
    TestCall user = new TestCall().with("ip", "192.0.2.1").with("user", "ann");
    TestCall otherAddress = new TestCall().with("ip", "192.0.2.2").with("user", "ann");

    assertThat(spec.resolve(address, SEED)).isNotEqualTo(spec.resolve(user, SEED));
    assertThat(spec.resolve(user, SEED)).isEqualTo(spec.resolve(otherAddress, SEED));
    assertThat(spec.resolve(user.with("endpoint", "GET /"), SEED))
        .isNotEqualTo(spec.resolve(otherAddress, SEED));
  }

  @Test
  void aUserNamedLikeAnAddressIsNotThatAddress() {
    KeySpec spec = KeySpec.parse("user | ip");

    assertThat(spec.resolve(new TestCall().with("user", "192.0.2.1"), SEED))
        .isNotEqualTo(spec.resolve(new TestCall().with("ip", "192.0.2.1"), SEED));
  }

  @Test
  void valuesDoNotRunIntoOneAnother() {
    KeySpec spec = KeySpec.parse("user+path:id");

    assertThat(spec.resolve(new TestCall().with("user", "ab").with("path:id", "c"), SEED))
        .isNotEqualTo(spec.resolve(new TestCall().with("user", "a").with("path:id", "bc"), SEED));
  }

  @Test
  void callsWithoutAnyAlternativeShareOneCounter() {
    KeySpec spec = KeySpec.parse("user | session");

    assertThat(spec.resolve(new TestCall(), SEED))
        .isEqualTo(spec.resolve(new TestCall().with("ip", "192.0.2.1"), SEED));
  }

  @Test
  void theApplicationsResolverIsFoundByName() {
    KeySpec spec =
        KeySpec.parse("resolver:tenant", name -> name.equals("tenant") ? Call::user : null);

    assertThat(spec.resolve(new TestCall().with("user", "a"), SEED))
        .isNotEqualTo(spec.resolve(new TestCall().with("user", "b"), SEED));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "user |; a part is empty",
        "user++ip; a part is empty",
        "ip + ip; names a part twice",
        "user | ip | user; alternative 3 is never reached, because every call that has it has an"
            + " earlier one: put it first, or remove it",
        "global | ip; alternative 2 is never reached, because every call that has it has an earlier"
            + " one: put it first, or remove it",
        "user | user+ip; alternative 2 is never reached, because every call that has it has an"
            + " earlier one: put it first, or remove it",
      })
  void namesThePartThatIsWrong(String text, String rule) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> KeySpec.parse(text))
        .withMessage("\"" + text + "\": " + rule);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "usr | ip; usr; user",
        "X-Api-Key; X-Api-Key; apikey",
        "header; header; header:NAME",
        "header:; header:; header:NAME",
        "json:name; json:name; json:/name",
        "json:$.user.name; json:$.user.name; json:/user/name",
        "/user/name; /user/name; json:/user/name",
        "{id}; {id}; path:id",
        "tenant | ip; tenant; query:tenant, form:tenant or json:/tenant, or param:tenant at an"
            + " annotation",
        "ip:x; ip:x; ip",
        "roll:admin; roll:admin; role:admin",
      })
  void listsTheKnownPartsAndTheOneThatIsProbablyMeant(String text, String part, String meant) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> KeySpec.parse(text))
        .withMessage(
            "\""
                + text
                + "\": unknown part "
                + part
                + ", known are global, ip, user, session, endpoint, apikey, role:NAME, header:NAME,"
                + " cookie:NAME, query:NAME, form:NAME, json:/POINTER, path:NAME, param:NAME,"
                + " resolver:NAME; did you mean "
                + meant
                + "?");
  }

  @ParameterizedTest
  @ValueSource(strings = {"resolver:nobody", "person:nobody", "two words"})
  void suggestsNothingForAPartThatNoKnownOneIsNear(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> KeySpec.parse(text))
        .withMessageEndingWith(" resolver:NAME");
  }

  @Test
  void tellsTheNamesThatATypeOfPartAsksFor() {
    assertThat(KeySpec.parse("path:a+path:b | path:a | ip").names("path"))
        .containsExactly("a", "b");
  }
}

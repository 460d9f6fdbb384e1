package io.limitrate.internal.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limitrate.Decision;
import io.limitrate.KeySpec;
import io.limitrate.Limits.OfKey;
import io.limitrate.Limits.OfPolicy;
import io.limitrate.ManualClock;
import io.limitrate.Policy;
import io.limitrate.Quotas;
import io.limitrate.config.Configuration;
import io.limitrate.config.ConfigurationException;
import io.limitrate.internal.engine.TestCall;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ManualLimitsTest {
  private final Policy api = Policy.builder("api").key("user").quotas("5/1h").build();
  private final Policy mixed = Policy.builder("mixed").key("user | ip").quotas("5/1h").build();
  private final Policy tiered =
      Policy.builder("tiered")
          .key("user")
          .tier("free", Quotas.parse("5/1h"))
          .tier("premium", Quotas.parse("50/1h fixed-window"))
          .tierResolver(call -> call.header("Tier"))
          .build();
  private final ManualClock time = new ManualClock();
  private final ApplicationRuntime runtime = ApplicationRuntime.start(configuration(api), time);

  private Configuration configuration(Policy first) {
    return Configuration.builder().policy(first).policy(mixed).policy(tiered).build();
  }

  @AfterEach
  void close() {
    runtime.close();
  }

  private boolean permits(Policy policy, TestCall call) {
    return runtime.limiter().check(call, List.of(policy)).permitted();
  }

  private int permitted(Policy policy, String user, int calls) {
    int permitted = 0;
    for (int i = 0; i < calls; i++) {
      permitted += permits(policy, new TestCall().with("user", user)) ? 1 : 0;
    }
    return permitted;
  }

  private OfPolicy of(String policy) {
    return runtime.limits().of(policy);
  }

  @Test
  void aPlainValueNamesTheCountOfItsCalls() {
    permitted(api, "alice", 2);
    permitted(api, "bob", 1);

    assertThat(of("api").key("alice").peek().remaining()).isEqualTo(3);
    assertThat(of("api").key("bob").peek().remaining()).isEqualTo(4);
    assertThat(of("api").key("carol").peek().resetNanos()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "global",
        "ip",
        "user",
        "session",
        "endpoint",
        "apikey",
        "role:admin",
        "header:X-Id",
        "cookie:id",
        "query:q",
        "form:f",
        "json:/a/b",
        "path:model",
        "param:p",
        "resolver:tenant",
        "ip + path:model",
        "user+role:admin + global+ resolver:tenant+endpoint"
      })
  void eachPartOfAKeyTakesThePlainValueOfACall(String written) {
    KeySpec key = KeySpec.parse(written, name -> call -> call.header("Tenant"));
    Policy policy = Policy.builder("own").key(key).quotas("5/1h").build();
    TestCall call = new TestCall().with("header:Tenant", "value of resolver:tenant");
    List<String> values =
        Arrays.stream(written.split("\\+"))
            .map(String::strip)
            .filter(part -> !part.equals("global") && !part.startsWith("role:"))
            .map(part -> part.equals("ip") ? "192.0.2.1" : "value of " + part)
            .toList();
    for (String part : written.split("\\+")) {
      String name = part.strip().equals("apikey") ? "header:X-Api-Key" : part.strip();
      call.with(name, name.equals("ip") ? "192.0.2.1" : "value of " + part.strip());
    }
    permits(policy, call);

    OfKey limits = runtime.limits().of(policy).key(values.toArray(String[]::new));

    assertThat(limits.peek().remaining()).isEqualTo(4);
  }

  @ParameterizedTest
  @ValueSource(strings = {"2001:db8::1", "[2001:db8::77]", "2001:db8::/64"})
  void anAddressCountsForItsNetwork(String address) {
    Policy policy = Policy.builder("own").key("ip").quotas("5/1h").build();
    permits(policy, new TestCall().with("ip", "2001:db8::/64"));

    assertThat(runtime.limits().of(policy).key(address).peek().remaining()).isEqualTo(4);
  }

  @Test
  void rejectsValuesThatAreNoKeyOfThePolicy() {
    Policy policy = Policy.builder("own").key("user + path:model").quotas("5/1h").build();
    Policy address = Policy.builder("address").key("ip").quotas("5/1h").build();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> runtime.limits().of(policy).key("alice"))
        .withMessage(
            "policy own: number of values 1: must be 2, one for each of the parts [user,"
                + " path:model] of the key user + path:model");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> runtime.limits().of(address).key("localhost"))
        .withMessage(
            "policy address: the value of the part ip: must be an address, such as 192.0.2.1 or"
                + " 2001:db8::1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> of("api").keyOfId("alice"))
        .withMessage("policy api: id \"alice\": must be an id of a key, which has 22 characters");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> of("api").key("alice").charge(0))
        .withMessage("units 0: must be at least 1");
    assertThatThrownBy(() -> of("apy"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("did you mean api?");
  }

  @Test
  void aKeyWithAlternativesNeedsASelection() {
    permits(mixed, new TestCall().with("ip", "192.0.2.1"));
    permits(mixed, new TestCall().with("ip", "192.0.2.1").with("user", "192.0.2.1"));
    permits(mixed, new TestCall().with("ip", "192.0.2.1").with("user", "192.0.2.1"));

    assertThat(of("mixed").by("ip").key("192.0.2.1").peek().remaining()).isEqualTo(4);
    assertThat(of("mixed").by("user").key("192.0.2.1").peek().remaining()).isEqualTo(3);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> of("mixed").key("192.0.2.1"))
        .withMessage(
            "policy mixed: the key user | ip has alternatives: select one of them, such as"
                + " by(\"user\")");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> of("mixed").by("usr"))
        .withMessage(
            "policy mixed: by(\"usr\"): must be an alternative of the key: [user, ip]; did you mean"
                + " user?");
  }

  @Test
  void eachTierHasItsQuotasAndAnUnknownTierIsAnError() {
    permits(tiered, new TestCall().with("user", "alice").with("header:Tier", "premium"));

    assertThat(of("tiered").key("alice").peek().remaining()).isEqualTo(5);
    assertThat(of("tiered").tier("premium").key("alice").peek().remaining()).isEqualTo(49);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> of("tiered").tier("fre"))
        .withMessage(
            "policy tiered: tier \"fre\": must be one of its tiers [free, premium]; did you mean"
                + " free?");
  }

  @Test
  void changesTellWhatIsLeft() {
    OfKey alice = of("api").key("alice");
    permitted(api, "alice", 1);

    Decision charged = alice.charge(3);
    Decision given = alice.giveBack(2);
    Decision reset = alice.reset();

    assertThat(charged.remaining()).isEqualTo(1);
    assertThat(given.remaining()).isEqualTo(3);
    assertThat(reset.remaining()).isEqualTo(5);
    assertThat(alice.giveBack(100).remaining()).isEqualTo(5);
    assertThat(permitted(api, "alice", 6)).isEqualTo(5);
  }

  @Test
  void theMostRejectedKeysCanBeResetWithoutTheirValues() {
    permitted(api, "alice", 8);
    permitted(api, "bob", 6);

    List<OfKey> most = of("api").mostRejected();
    most.get(0).reset();

    assertThat(most).extracting(OfKey::rejections).containsExactly(3L, 1L);
    assertThat(most.get(0).id()).isEqualTo(of("api").key("alice").id());
    assertThat(of("api").key("bob").rejections()).isEqualTo(1);
    assertThat(of("api").key("carol").rejections()).isZero();
    assertThat(of("api").keyOfId(most.get(1).id()).peek().remaining()).isZero();
    assertThat(permitted(api, "alice", 1)).isEqualTo(1);
  }

  @Test
  void theFullestKeysHaveUsedTheLargestPartOfTheirQuota() {
    permitted(api, "alice", 2);
    permitted(api, "bob", 8);
    permitted(api, "carol", 4);
    permits(mixed, new TestCall().with("user", "dave"));
    of("api").key("erin").peek();

    List<OfKey> fullest = of("api").fullest(10);

    assertThat(fullest).extracting(OfKey::id).containsExactly(id("bob"), id("carol"), id("alice"));
    assertThat(of("api").fullest(2)).extracting(OfKey::id).containsExactly(id("bob"), id("carol"));
    assertThat(fullest.get(2).peek().remaining()).isEqualTo(3);
  }

  private String id(String user) {
    return of("api").key(user).id();
  }

  /** The units of a second are back, and are fewer than what the hour has left. */
  @Test
  void theFullestOfSeveralQuotasCounts() {
    Policy several = Policy.builder("several").key("user").quotas("2/1s, 8/1h").build();
    for (int i = 0; i < 5; i++) {
      permits(several, new TestCall().with("user", "alice"));
      time.advance(Duration.ofSeconds(1));
    }
    permits(several, new TestCall().with("user", "bob"));

    List<OfKey> fullest = runtime.limits().of(several).fullest(10);

    assertThat(fullest)
        .extracting(OfKey::id)
        .containsExactly(idOf(several, "alice"), idOf(several, "bob"));
  }

  private String idOf(Policy policy, String user) {
    return runtime.limits().of(policy).key(user).id();
  }

  @Test
  void aFullKeyKnowsItsTier() {
    permits(tiered, new TestCall().with("user", "alice").with("header:Tier", "premium"));
    permits(tiered, new TestCall().with("user", "bob").with("header:Tier", "free"));

    List<OfKey> fullest = of("tiered").fullest(1_000);

    assertThat(fullest).extracting(key -> key.peek().quota().limit()).containsExactly(5L, 50L);
    assertThat(fullest).extracting(key -> key.peek().remaining()).containsExactly(4L, 49L);
  }

  @Test
  void aReloadKeepsTheFullestKeys() {
    permitted(api, "alice", 3);

    runtime.reload(configuration(Policy.builder("api").key("user").quotas("10/1h").build()));
    permitted(api, "bob", 1);

    assertThat(of("api").fullest(10)).extracting(OfKey::id).containsExactly(id("alice"), id("bob"));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1_001})
  void aNumberOfFullestKeysOutOfRangeIsAnError(int most) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> of("api").fullest(most))
        .withMessage("policy api: number of fullest keys " + most + ": must be from 1 to 1000");
  }

  @Test
  void aRejectedKeyKnowsItsTier() {
    for (int i = 0; i < 51; i++) {
      permits(tiered, new TestCall().with("user", "alice").with("header:Tier", "premium"));
    }

    Decision peeked = of("tiered").mostRejected().get(0).peek();

    assertThat(peeked.quota().limit()).isEqualTo(50);
    assertThat(peeked.remaining()).isZero();
  }

  @Test
  void aReloadThatRemovesATierRemovesItsRejectedKeys() {
    for (int i = 0; i < 51; i++) {
      permits(tiered, new TestCall().with("user", "alice").with("header:Tier", "premium"));
    }
    permitted(tiered, "bob", 6);
    Policy smaller =
        Policy.builder("tiered")
            .key("user")
            .tier("free", Quotas.parse("5/1h"))
            .tierResolver(call -> call.header("Tier"))
            .build();

    runtime.reload(Configuration.builder().policy(api).policy(mixed).policy(smaller).build());

    assertThat(of("tiered").mostRejected())
        .extracting(key -> key.peek().quota().limit())
        .containsOnly(5L);
  }

  @Test
  void limitsOutliveAReload() {
    OfKey alice = of("api").key("alice");
    permitted(api, "alice", 7);
    Policy changed = Policy.builder("api").key("user").quotas("9/1h").build();

    runtime.reload(configuration(changed));

    assertThat(alice.peek().remaining()).isEqualTo(4);
    assertThat(alice.rejections()).isEqualTo(2);
    assertThat(of("api").key("alice").id()).isEqualTo(alice.id());
    assertThat(alice.reset().remaining()).isEqualTo(9);
  }

  @Test
  void aPolicyOfAnAnnotationHasItsName() {
    Policy declared = Policy.builder("com.acme.Products.get").key("user").quotas("5/1h").build();
    runtime.application().declare(declared);
    permitted(declared, "alice", 1);

    assertThat(of("com.acme.Products.get").key("alice").peek().remaining()).isEqualTo(4);
  }
}

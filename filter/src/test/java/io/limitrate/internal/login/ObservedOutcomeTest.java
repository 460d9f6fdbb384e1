package io.limitrate.internal.login;

import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.internal.uri.RequestUri;
import io.limitrate.login.Outcome;
import io.limitrate.login.OutcomeRules;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ObservedOutcomeTest {
  private static final RequestUri LOGIN = new RequestUri("shop.example", "/app/login", "/app");
  private static final OutcomeRules RULES =
      new OutcomeRules(Set.of(401), Set.of(), List.of(), List.of("/home"));

  private static ObservedOutcome observe(int status, String location) {
    return ObservedOutcome.ofResponse(status, location, RULES, LOGIN);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/app/welcome | 302 to /app/welcome",
        "welcome;jsessionid=1A2B#top | 302 to /app/welcome",
        "https://shop.example/welcome | 302 to /welcome",
        "https://cdn.example/welcome | 302 to https://cdn.example/welcome",
        "/login?error | 302 to /login?error",
        "/login?error=secret&token=secret&error=2 | 302 to /login?error&token",
        "/welcome?c2VjcmV0&Zm9v0=x | 302 to /welcome?...",
        "/a?b&c&d&e&f&g | 302 to /a?b&c&d&e&f",
        "/%E2%80%AEa | 302 to /?a",
        "/a%0Ab | 302 to a Location that clients may understand differently"
      })
  void showsWhereAnUnknownRedirectLeadsWithoutTheValuesOfItsQuery(String location, String seen) {
    assertThat(observe(302, location)).isEqualTo(ObservedOutcome.unknown(seen));
  }

  @Test
  void showsAPathUpToAHundredCharacters() {
    String path = "/" + "x".repeat(120);

    assertThat(observe(302, path).seen()).isEqualTo("302 to /" + "x".repeat(99) + "...");
  }

  @ParameterizedTest
  @CsvSource({"200,", "422,", "201, /app/orders/1"})
  void showsTheStatusOfAnUnknownAnswerThatIsNoRedirect(int status, String location) {
    assertThat(observe(status, location)).isEqualTo(ObservedOutcome.unknown("status " + status));
  }

  @Test
  void hasTheOutcomeThatARuleNames() {
    assertThat(observe(401, null).outcome()).isEqualTo(Outcome.FAILURE);
    assertThat(observe(302, "/app/home").outcome()).isEqualTo(Outcome.SUCCESS);
  }
}

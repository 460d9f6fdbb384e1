package io.limitrate.internal.application;

import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.LogLines;
import io.limitrate.config.Configuration;
import io.limitrate.config.LocalSource;
import io.limitrate.config.StoreSettings;
import io.limitrate.login.LoginSettings;
import io.limitrate.login.OutcomeRules;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Warnings at start-up about outcomes that a configuration cannot distinguish. */
class OutcomeWarningsTest {
  private static List<String> started(LoginSettings.Builder login) {
    Configuration configuration =
        Configuration.builder()
            .store(new StoreSettings.InProcess(new LocalSource.Caffeine(), 1_000))
            .login(login.build())
            .build();
    try (LogLines log = LogLines.of(Application.class)) {
      ApplicationRuntime.start(configuration).close();
      return List.copyOf(log.lines());
    }
  }

  private static LoginSettings.Builder login() {
    return LoginSettings.builder("main").paths(List.of("/login"));
  }

  private static LoginSettings.Builder redirecting(String failure, String success) {
    return login()
        .outcome(new OutcomeRules(Set.of(401), Set.of(), List.of(failure), List.of(success)));
  }

  @Test
  void warnsThatNoAnswerIsASuccess() {
    assertThat(started(login()))
        .singleElement()
        .asString()
        .startsWith("WARNING logins.main.outcome names no success:")
        .contains(
            "its user is locked out",
            "success: [200]",
            "success: none where the application tells");
  }

  @Test
  void warnsAboutAFailureThatCountsAsASuccess() {
    assertThat(started(redirecting("/?error", "/")))
        .singleElement()
        .asString()
        .startsWith("WARNING logins.main.outcome.success \"/\": failures are redirected to this");
  }

  @Test
  void doesNotWarnIfOutcomesDiffer() {
    assertThat(started(redirecting("/login?error", "/*"))).isEmpty();
  }

  @Test
  void doesNotWarnIfTheApplicationReportsOutcomes() {
    OutcomeRules told = new OutcomeRules(Set.of(401), Set.of(), List.of(), List.of(), true);

    assertThat(started(login().outcome(told))).isEmpty();
  }

  @Test
  void doesNotWarnAboutALoginWithoutPaths() {
    assertThat(started(LoginSettings.builder("main"))).noneMatch(line -> line.contains("outcome"));
  }
}

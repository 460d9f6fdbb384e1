package io.limitrate.internal.login;

import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.LogLines;
import io.limitrate.login.LoginSettings;
import io.limitrate.login.UsernameSource;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LoginWarningsTest {
  private final AtomicLong nowNanos = new AtomicLong(Long.MAX_VALUE - 1_000);
  private final LogLines log = LogLines.of(LoginGuard.class);
  private final LoginWarnings warnings =
      new LoginWarnings(
          LoginSettings.builder("main").username(List.of(new UsernameSource.Form("email"))).build(),
          nowNanos::get);

  @AfterEach
  void close() {
    log.close();
  }

  @Test
  void warnsOfTheFirstAttemptWithoutAUsernameAtOnceWithTheFix() {
    warnings.unnamed("JSON without form:email");

    assertThat(log.lines())
        .singleElement()
        .asString()
        .startsWith("WARNING login main: 1 attempt(s) had no username, and each needs a challenge")
        .contains("JSON without form:email", "logins.main.username, such as form:email");
  }

  @Test
  void warnsOfTheFirstRejectedAttemptAtOnceWithTheFix() {
    warnings.malformed(415, "the body must be a form");

    assertThat(log.lines())
        .singleElement()
        .asString()
        .startsWith("WARNING login main: 1 attempt(s) had a malformed request")
        .contains("one: 415, the body must be a form.", "read from form:email; ");
  }

  @Test
  void logsTheNumberOfAttemptsWithoutAUsernameOnceAMinute() {
    IntStream.range(0, 100).forEach(i -> warnings.unnamed("a form without form:email"));
    assertThat(log.lines()).hasSize(1);

    nowNanos.addAndGet(Duration.ofMinutes(1).toNanos());
    warnings.unnamed("a form without form:email");

    assertThat(log.lines()).hasSize(2);
    assertThat(log.lines().get(1)).contains(" 100 attempt(s) ");
  }

  @Test
  void aRejectedAttemptDoesNotHideOneWithoutAUsername() {
    warnings.malformed(400, "the form must be UTF-8");
    warnings.unnamed("a form without form:email");

    assertThat(log.lines()).hasSize(2);
  }

  @Test
  void warnsOfTheFirstUnknownOutcomeAtOnceWithTheFix() {
    warnings.unknownOutcome("302 to /welcome");

    assertThat(log.lines())
        .singleElement()
        .asString()
        .startsWith("WARNING login main: 1 attempt(s) had no known outcome, and count as failures.")
        .contains(
            "ended with 302 to /welcome.", "logins.main.outcome.success", "LoginOutcome.success");
  }

  @Test
  void logsTheNumberOfUnknownOutcomesOnceAnHour() {
    IntStream.range(0, 100).forEach(i -> warnings.unknownOutcome("302 to /welcome"));
    assertThat(log.lines()).hasSize(1);

    nowNanos.addAndGet(Duration.ofHours(1).toNanos());
    warnings.unknownOutcome("302 to /welcome");

    assertThat(log.lines()).hasSize(2);
    assertThat(log.lines().get(1)).contains(" 100 attempt(s) ");
  }

  @Test
  void warnsOfALateSuccessWithTheFix() {
    warnings.lateSuccess();

    assertThat(log.lines())
        .singleElement()
        .asString()
        .startsWith(
            "WARNING login main: 1 success(es) were reported after the response was committed")
        .contains("call LoginOutcome.success before the body is written");
  }
}

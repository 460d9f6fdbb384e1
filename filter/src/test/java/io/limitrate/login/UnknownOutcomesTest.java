package io.limitrate.login;

import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.LogLines;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class UnknownOutcomesTest {
  private final AtomicLong nowNanos = new AtomicLong(Long.MAX_VALUE - 1_000);
  private final LogLines log = LogLines.of(LoginGuard.class);
  private final UnknownOutcomes outcomes = new UnknownOutcomes("main", nowNanos::get);

  @AfterEach
  void close() {
    log.close();
  }

  @Test
  void warnsOfTheFirstAtOnceWithTheMend() {
    outcomes.happened();

    assertThat(log.lines())
        .singleElement()
        .asString()
        .startsWith("WARNING login main: 1 attempt(s) had no known outcome, and count as failures.")
        .contains("logins.main.outcome.success", "LoginOutcome.success");
  }

  @Test
  void tellsTheNumberOfTheOthersOnceAnHour() {
    IntStream.range(0, 100).forEach(i -> outcomes.happened());
    assertThat(log.lines()).hasSize(1);

    nowNanos.addAndGet(Duration.ofHours(1).toNanos());
    outcomes.happened();

    assertThat(log.lines()).hasSize(2);
    assertThat(log.lines().get(1)).contains(" 100 attempt(s) ");
  }
}

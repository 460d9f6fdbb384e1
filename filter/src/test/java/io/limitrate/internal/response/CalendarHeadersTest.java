package io.limitrate.internal.response;

import static io.limitrate.config.ResponseSettings.Dialect.IETF;
import static io.limitrate.config.ResponseSettings.Dialect.X_RATELIMIT;
import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.Policy;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CalendarHeadersTest {
  private final Limits limits = new Limits();

  @AfterEach
  void close() {
    limits.close();
  }

  @Test
  void theResetIsTheUnixTimeOfTheEndOfTheWindow() {
    Policy plan = Policy.builder("plan").quotas("9/month Europe/Berlin").build();

    assertThat(limits.headers(limits.check(plan), X_RATELIMIT))
        .containsEntry("X-RateLimit-Limit", "9")
        .containsEntry("X-RateLimit-Remaining", "8")
        .containsEntry("X-RateLimit-Reset", second("2026-01-31T23:00:00Z"));
  }

  @ParameterizedTest
  @CsvSource({
    "0,  2678400", // January
    "31, 2419200", // February
    "61, 2674800" // March, whose last Sunday has 23 hours
  })
  void theWindowOfTheIetfFieldsIsAsLongAsThisWindow(int days, String seconds) {
    Policy plan = Policy.builder("plan").quotas("9/month Europe/Berlin, 5/1m").build();
    limits.pass(Duration.ofDays(days));

    assertThat(limits.headers(limits.check(plan), IETF))
        .containsEntry(
            "RateLimit-Policy", "\"plan-month\";q=9;w=" + seconds + ", \"plan-1m\";q=5;w=60");
  }

  @Test
  void quotasByTheCalendarHaveNamesOfTheirOwn() {
    Policy plan =
        Policy.builder("plan").quotas("9/1d, 8/day Europe/Berlin, 7/day at 06:00").build();

    assertThat(limits.headers(limits.check(plan), IETF))
        .containsEntry(
            "RateLimit-Policy",
            "\"plan-1d\";q=9;w=86400, \"plan-day\";q=8;w=86400, \"plan-day-2\";q=7;w=86400");
  }

  @Test
  void theIetfFieldsNameTheTimeToTheEndOfTheWindow() {
    Policy plan = Policy.builder("plan").quotas("1/day").build();
    limits.take(plan);

    assertThat(limits.headers(limits.check(plan), IETF))
        .containsEntry("RateLimit-Policy", "\"plan\";q=1;w=86400")
        .containsEntry("RateLimit", "\"plan\";r=0;t=86400"); // half a second less, rounded up
  }

  private static String second(String instant) {
    return Long.toString(Instant.parse(instant).getEpochSecond());
  }
}

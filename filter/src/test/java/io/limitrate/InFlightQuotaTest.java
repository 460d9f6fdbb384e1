package io.limitrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.limitrate.Quotas.InFlight;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InFlightQuotaTest {
  @ParameterizedTest
  @ValueSource(strings = {"20 in-flight", "1 in-flight longest 10m", "2000 in-flight longest 30d"})
  void readsWhatItWrites(String text) {
    assertThat(Quota.parse(text)).hasToString(text);
  }

  @Test
  void aCallLastsFiveMinutesAtMostUnlessTheQuotaSaysOtherwise() {
    assertThat(Quota.parse("1_000 in-flight"))
        .isEqualTo(new InFlight(1_000))
        .isEqualTo(Quota.parse("1000 in-flight longest 5m"))
        .isNotEqualTo(Quota.parse("1000 in-flight longest 4m"));
    assertThat(new InFlight(3).longest()).isEqualTo(Duration.ofMinutes(5));
    assertThat(new InFlight(3).capacity()).isEqualTo(3);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "0 in-flight; calls in flight must be from 1 to 2000",
        "2001 in-flight; calls in flight must be from 1 to 2000",
        "5 in-flight longest 999ms; longest must be from 1s to 30d",
        "5 in-flight longest 31d; longest must be from 1s to 30d",
        "5 in-flight longest 5 minutes; did you mean 5m?",
        "20/1m in-flight; in-flight has no window: write 20 in-flight",
        "20 inflight; did you mean 20 in-flight?",
        "20 in flight longest 10m; did you mean 20 in-flight longest 10m?"
      })
  void rejectsAnInvalidQuotaWithItsRule(String text, String rule) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Quota.parse(text))
        .withMessageContaining("\"" + text + "\": ")
        .withMessageEndingWith(rule);
  }

  @Test
  void quotasHaveOneNumberOfCallsInFlight() {
    assertThat(Quotas.parse("20 in-flight, 100/1m").list()).hasSize(2);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Quotas.parse("20 in-flight, 100/1m, 5 in-flight"))
        .withMessage("quotas must have at most one number of calls in flight");
  }
}

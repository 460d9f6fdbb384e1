package io.limitrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuotaTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "100/1m                              | 100/1m",
        "100/m                               | 100/1m",
        "100 / 60s                           | 100/1m",
        "10/1s burst 20                      | 10/1s burst 20",
        "10/1s burst 10                      | 10/1s",
        "10/1s token-bucket burst 20         | 10/1s burst 20",
        "1_000_000/1d fixed-window           | 1000000/1d fixed-window",
        "5/1500ms sliding-window-log         | 5/1500ms sliding-window-log",
        "5/24h sliding-window-counter        | 5/1d sliding-window-counter",
        "50/1s leaky-bucket                  | 50/1s leaky-bucket",
        "50/1s queue 100                     | 50/1s leaky-bucket queue 100",
        "9223372036854775807/3650d           | 9223372036854775807/3650d",
        "1/1ns                               | 1/1ns",
        "1/2us fixed-window                  | 1/2us fixed-window",
      })
  void readsAndWritesTheWrittenForm(String text, String canonical) {
    Quota quota = Quota.parse(text);

    assertThat(quota).hasToString(canonical);
    assertThat(Quota.parse(canonical)).isEqualTo(quota);
  }

  @ParameterizedTest
  @EnumSource
  void everyKindMakesAQuotaOfItsOwn(Quota.Kind kind) {
    Quota quota = kind.quota(7, Duration.ofSeconds(2), 9);

    boolean bucket = kind == Quota.Kind.TOKEN_BUCKET || kind == Quota.Kind.LEAKY_BUCKET;
    assertThat(quota.kind()).isEqualTo(kind);
    assertThat(quota.limit()).isEqualTo(7);
    assertThat(quota.window()).isEqualTo(Duration.ofSeconds(2));
    assertThat(quota.capacity()).isEqualTo(bucket ? 9 : 7);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "5/0s                   | window must be positive",
        "0/1s                   | limit must be at least 1",
        "5/3651d                | window must be at most 3650d",
        "5/1w                   | unknown unit w, it is one of ns, us, ms, s, m, h, d; did you mean"
            + " 7d?",
        "5/3weeks               | unknown unit weeks, it is one of ns, us, ms, s, m, h, d; did you"
            + " mean 21d?",
        "100/min                | unknown unit min, it is one of ns, us, ms, s, m, h, d; did you"
            + " mean 1m?",
        "10/M                   | unknown unit M, it is one of ns, us, ms, s, m, h, d; did you mean"
            + " 1m?",
        "10/5 Minutes           | unknown unit Minutes, it is one of ns, us, ms, s, m, h, d; did"
            + " you mean 5m?",
        "10/fortnight           | unknown unit fortnight, it is one of ns, us, ms, s, m, h, d",
        "10/0 min               | unknown unit min, it is one of ns, us, ms, s, m, h, d",
        "10/99 years            | unknown unit years, it is one of ns, us, ms, s, m, h, d",
        "100/60                 | the window has no unit, such as s or m; did you mean 100/60s?",
        "100/0                  | the window has no unit, such as s or m",
        "0/60                   | the window has no unit, such as s or m",
        "100/60 burst x         | the window has no unit, such as s or m",
        "100/60 fixed-window burst 9 | the window has no unit, such as s or m",
        "100/999999999999       | the window has no unit, such as s or m",
        "9223372036854775808/60 | the window has no unit, such as s or m",
        "10 per 0 m             | a quota is written limit/window, such as 100/1m or 10/1s burst"
            + " 20",
        "0 per minute           | a quota is written limit/window, such as 100/1m or 10/1s burst"
            + " 20",
        "10 per 99 years        | a quota is written limit/window, such as 100/1m or 10/1s burst"
            + " 20",
        "_ per minute           | a quota is written limit/window, such as 100/1m or 10/1s burst"
            + " 20",
        "5                      | a quota is written limit/window, such as 100/1m or 10/1s burst"
            + " 20",
        "-5/1s                  | a quota is written limit/window, such as 100/1m or 10/1s burst"
            + " 20",
        "5/1s burst 0           | burst must be at least 1",
        "5/1s fixed-window burst 9 | fixed-window has no burst",
        "5/1s leaky-bucket burst 9 | leaky-bucket has no burst",
        "5/1s token-bucket queue 9 | token-bucket has no queue",
        "5/1s lucky-bucket      | unknown algorithm lucky-bucket, it is one of token-bucket,"
            + " leaky-bucket, fixed-window, sliding-window-log, sliding-window-counter; did you"
            + " mean leaky-bucket?",
        "9223372036854775808/1s | 9223372036854775808 must be a number of at most 2^63-1",
        "_/1s                   | _ must be a number of at most 2^63-1",
        "1/3650d burst 5        | burst must fill within 2^60 ns (about 36 years) at this rate",
        "1/9223372036854775807d | window must be at most 3650d",
      })
  void namesTheValueAndTheRuleThatItBreaks(String text, String rule) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Quota.parse(text))
        .withMessage("\"" + text + "\": " + rule);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ",", "5/1s,", "5/1s 6/1m"})
  void rejectsListsWithHoles(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> Quotas.parse(text));
  }

  @Test
  void burstIsOneWindowsUnitsWhereNothingElseIsSaid() {
    assertThat(Quota.tokenBucket(7, Duration.ofSeconds(1)).capacity()).isEqualTo(7);
    assertThat(Quota.parse("7/1s burst 3").capacity()).isEqualTo(3);
  }

  @Test
  void quotasAreEqualWhenTheirPartsAreInTheSameOrder() {
    assertThat(Quotas.parse("10/1m, 1000/1d"))
        .isEqualTo(Quotas.of(Quota.parse("10/60s"), Quota.parse("1000/24h")))
        .isNotEqualTo(Quotas.parse("1000/1d, 10/1m"))
        .hasSameHashCodeAs(Quotas.parse("10/1m,1000/1d"))
        .hasToString("10/1m, 1000/1d");
  }
}

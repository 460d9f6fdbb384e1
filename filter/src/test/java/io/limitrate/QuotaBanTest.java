package io.limitrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.limitrate.Quotas.Ban;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuotaBanTest {

  @Test
  void aBanDoublesUpToADayUnlessOtherSettingsAreGiven() {
    Ban ban = new Ban(20, Duration.ofMinutes(10), Duration.ofMinutes(5));

    assertThat(ban.factor()).isEqualTo(2);
    assertThat(ban.longest()).isEqualTo(Duration.ofDays(1));
    assertThat(ban.memory()).isEqualTo(Duration.ofDays(1));
    assertThat(ban)
        .hasToString("20 rejections within 10m: 5m, then times 2 up to 1d, remembered for 1d");
  }

  @Test
  void theTextOfAConstantBanHasNoEscalation() {
    Duration minute = Duration.ofMinutes(1);

    assertThat(new Ban(3, minute, minute, 1, minute, Duration.ZERO))
        .hasToString("3 rejections within 1m: 1m");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "0;PT1M;PT1M;2;PT1H;PT1H;rejections 0: must be from 1 to 1000",
        "1001;PT1M;PT1M;2;PT1H;PT1H;rejections 1001: must be from 1 to 1000",
        "5;PT0.5S;PT1M;2;PT1H;PT1H;within 500ms: must be from 1s to 31d",
        "5;P32D;PT1M;2;PT1H;PT1H;within 32d: must be from 1s to 31d",
        "5;PT1M;PT0S;2;PT1H;PT1H;duration 0d: must be from 1s to 1h",
        "5;PT1M;PT2H;2;PT1H;PT1H;duration 2h: must be from 1s to 1h",
        "5;PT1M;PT1M;0;PT1H;PT1H;factor 0: must be from 1 to 100",
        "5;PT1M;PT1M;101;PT1H;PT1H;factor 101: must be from 1 to 100",
        "5;PT1M;PT1M;2;P366D;PT1H;longest PT8784H: must be from 1s to 365d",
        "5;PT1M;PT1M;2;P106752D;PT1H;longest PT2562048H: must be from 1s to 365d",
        "5;PT1M;PT1M;2;P200D;P166D;longest 200d and memory 166d: must be at most 365d together,"
            + " because a store keeps rejected keys for this time",
        "5;PT1M;PT1M;2;PT1H;PT-1S;memory -1s: must be from 0d to 365d",
        "5;PT1M;PT1H;2;PT1H;PT1H;'factor 2: has no effect, because no ban may last longer than the"
            + " first one'",
        "5;PT1M;PT1M;2;PT1H;PT0S;'factor 2: has no effect without a memory: set a memory, or the"
            + " factor 1'",
        "5;PT1M;PT1M;1;PT1H;PT0S;'longest 1h: must be the duration with factor 1, which is"
            + " constant'",
        "5;PT1M;PT1M;1;PT1M;PT1H;'memory 1h: must be 0 with factor 1, because nothing is"
            + " remembered'"
      })
  void aWrongSettingNamesItsValueAndTheRule(
      int rejections,
      Duration within,
      Duration duration,
      int factor,
      Duration longest,
      Duration memory,
      String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Ban(rejections, within, duration, factor, longest, memory))
        .withMessage(message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"global", "endpoint"})
  void aBanOfAKeyOfEverybodyIsAnError(String key) {
    Policy.Builder builder =
        Policy.builder("site")
            .quotas("5/1m")
            .key(key)
            .ban(new Ban(5, Duration.ofMinutes(1), Duration.ofMinutes(1)));

    assertThatIllegalArgumentException()
        .isThrownBy(builder::build)
        .withMessage(
            "policy site: a ban of the key "
                + key
                + " would reject the calls of everybody: name another"
                + " key, or remove ban");
  }
}

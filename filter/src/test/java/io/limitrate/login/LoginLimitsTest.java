package io.limitrate.login;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.limitrate.login.LoginLimits.Block;
import io.limitrate.login.LoginLimits.Limit;
import io.limitrate.login.LoginLimits.Spraying;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LoginLimitsTest {
  @ParameterizedTest
  @CsvSource({
    "-1, PT1M, limit -1: must be from 1 to 1000",
    "0, PT1M, limit 0: must be from 1 to 1000",
    "1001, PT1M, limit 1001: must be from 1 to 1000",
    "5, PT0S, window PT0S: must be from PT0.000000001S to PT87600H",
    "5, PT-1S, window PT-1S: must be from PT0.000000001S to PT87600H",
    "5, PT87600H0.000000001S, window PT87600H0.000000001S: must be from PT0.000000001S to PT87600H"
  })
  void aLimitHasBounds(int limit, Duration window, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Limit(limit, window))
        .withMessage(message);
  }

  @ParameterizedTest
  @CsvSource({
    "PT-1S, 2, PT1H, P1D, duration PT-1S: must be from PT0S to PT1H",
    "PT2H, 2, PT1H, P1D, duration PT2H: must be from PT0S to PT1H",
    "PT1H, 2, P3651D, P1D, longest PT87624H: must be from PT0S to PT87600H",
    "PT1H, 2, PT1H, PT-1S, memory PT-1S: must be from PT0S to PT87600H",
    "PT1H, 2, PT1H, P3651D, memory PT87624H: must be from PT0S to PT87600H",
    "PT1H, 0, PT1H, P1D, factor 0: must be from 1 to 100",
    "PT1H, 101, PT1H, P1D, factor 101: must be from 1 to 100"
  })
  void aBlockHasBounds(
      Duration duration, int factor, Duration longest, Duration memory, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Block(duration, factor, longest, memory))
        .withMessage(message);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 100})
  void thePercentageOfFailingAttemptsHasBounds(int percent) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Spraying(Limit.NONE, percent))
        .withMessage("failingPercent " + percent + ": must be from 0 to 99");
  }
}

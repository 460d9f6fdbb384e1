package io.limitrate.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.limitrate.FailureRule;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The records reject what files reject, so a builder cannot pass it either. */
class LoginSettingsTest {
  static Stream<Arguments> wrong() {
    return Stream.of(
        wrong(
            login -> login.failure(FailureRule.OPEN), "failure \"open\": must be closed or local"),
        wrong(login -> login.page("challenge"), "must start with /"),
        wrong(login -> login.consecutive(-1), "consecutive -1: must be from 0 to 100"),
        wrong(login -> login.consecutive(101), "consecutive 101: must be from 0 to 100"));
  }

  private static Arguments wrong(UnaryOperator<LoginSettings.Builder> settings, String message) {
    return Arguments.of(settings, message);
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void rejectsAWrongValue(UnaryOperator<LoginSettings.Builder> settings, String message) {
    LoginSettings.Builder login = settings.apply(LoginSettings.builder("main"));

    assertThatIllegalArgumentException().isThrownBy(login::build).withMessage(message);
  }

  @Test
  void settingsWithTheSameKeysAreEqual() {
    DeviceSettings usual = DeviceSettings.usual("main");

    assertThat(withKeys(usual, new byte[32])).isEqualTo(withKeys(usual, new byte[32]));
    assertThat(withKeys(usual, new byte[32])).hasSameHashCodeAs(withKeys(usual, new byte[32]));
    assertThat(withKeys(usual, new byte[32])).isNotEqualTo(usual);
  }

  private static DeviceSettings withKeys(DeviceSettings usual, byte[] key) {
    return new DeviceSettings(
        usual.limits(),
        usual.cookie(),
        usual.path(),
        usual.lifetime(),
        usual.secure(),
        List.of(key));
  }

  @Test
  void rejectsANameThatIsNoWord() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LoginSettings.builder("a b"))
        .withMessage("login name \"a b\": must match [A-Za-z0-9._-]{1,100}");
  }

  @ParameterizedTest
  @CsvSource({
    "a b, /, true, 'must be the name of a cookie, such as limitrate-device'",
    "'', /, true, 'must be the name of a cookie, such as limitrate-device'",
    "device, /a;b, true, 'must start with /, and be ASCII without blanks and ;'",
    "device, /a/.., true, must not have . or .. segments",
    "__Host-device, /, false, 'cookie __Host-device: must be secure, because its name begins with"
        + " __'"
  })
  void rejectsACookieThatBrowsersIgnoreOrMisread(
      String cookie, String path, boolean secure, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new DeviceSettings(
                    LoginLimits.DEVICE, cookie, path, Duration.ofDays(1), secure, List.of()))
        .withMessage(message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "username", "/user~name", "/user~2"})
  void rejectsAPointerThatIsNone(String pointer) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new UsernameSource.Json(pointer))
        .withMessage(pointer + " must be a JSON pointer (RFC 6901), such as /user/name");
  }

  @Test
  void acceptsALongPointer() {
    String pointer = "/a~0~1" + "b".repeat(100_000);

    assertThat(new UsernameSource.Json(pointer).pointer()).isEqualTo(pointer);
  }
}

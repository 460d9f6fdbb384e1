package io.limitrate.internal.application;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limitrate.config.ConfigurationException;
import io.limitrate.login.DeviceSettings;
import io.limitrate.login.LoginSettings;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeviceCookieNamesTest {
  private static LoginSettings login(String name) {
    return LoginSettings.builder(name).build();
  }

  private static LoginSettings login(String name, String cookie, String path) {
    DeviceSettings usual = login(name).device().orElseThrow();
    return LoginSettings.builder(name)
        .device(
            new DeviceSettings(
                usual.limits(), cookie, path, usual.lifetime(), usual.secure(), usual.keys()))
        .build();
  }

  @Test
  void defaultsOfTwoLoginsDiffer() {
    assertThatCode(() -> DeviceCookieNames.check(List.of(login("main"), login("admin"))))
        .doesNotThrowAnyException();
  }

  @Test
  void cookiesOfOneNameAndPathReplaceEachOther() {
    assertThatThrownBy(
            () -> DeviceCookieNames.check(List.of(login("a", "d", "/"), login("b", "d", "/"))))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("logins.b.device.cookie \"d\": is the cookie of login a too");
  }

  @Test
  void cookiesOfOneNameMayDifferInTheirPaths() {
    assertThatCode(
            () -> DeviceCookieNames.check(List.of(login("a", "d", "/"), login("b", "d", "/admin"))))
        .doesNotThrowAnyException();
  }

  @Test
  void loginWithoutADeviceHasNoCookie() {
    LoginSettings none = LoginSettings.builder("b").device(null).build();

    assertThatCode(() -> DeviceCookieNames.check(List.of(login("a"), none)))
        .doesNotThrowAnyException();
  }
}

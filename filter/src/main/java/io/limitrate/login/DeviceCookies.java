package io.limitrate.login;

import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

final class DeviceCookies {
  DeviceCookies(String login, DeviceSettings settings, byte[] derivedKey, InstantSource clock) {}

  @Nullable Device find(@Nullable String value) {
    return null;
  }

  DeviceCookie issue(String username) {
    return new DeviceCookie("", "");
  }

  record Device(String id) {
    boolean belongsTo(String u) {
      return false;
    }

    boolean ageing() {
      return false;
    }
  }
}

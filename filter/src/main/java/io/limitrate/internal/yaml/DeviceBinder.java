package io.limitrate.internal.yaml;

import io.limitrate.internal.path.CookieSyntax;
import io.limitrate.login.DeviceSettings;
import io.limitrate.login.LoginLimits;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Reads the settings by which a login recognizes browsers that have logged in before. */
final class DeviceBinder {
  static final String[] KEYS = {
    "attempts", "failures", "challenge", "block", "cookie", "path", "lifetime", "secure", "keys"
  };

  private static final Function<String, Duration> LIFETIME = Times.between("1h", "400d");

  private static final Pattern KEY = Pattern.compile("[0-9A-Fa-f]{64}");

  private DeviceBinder() {}

  /** Reads the settings. Absent settings keep the defaults of the login. */
  static DeviceSettings read(Section device, LoginLimits limits, DeviceSettings defaults) {
    String cookie = device.read("cookie", CookieSyntax::checkName).orElse(defaults.cookie());
    boolean secure = device.isTrue("secure", defaults.secure());
    boolean required = cookie.startsWith("__");
    if (required && !secure) {
      device.reject("secure", "browsers require it of a cookie whose name begins with __");
    }
    return new DeviceSettings(
        limits,
        cookie,
        device.read("path", CookieSyntax::checkPath).orElse(defaults.path()),
        device.read("lifetime", LIFETIME).orElse(defaults.lifetime()),
        secure || required,
        device.has("keys") ? keys(device.get("keys")) : defaults.keys());
  }

  private static List<byte[]> keys(Setting setting) {
    setting.checkNotEmpty();
    List<String> keys = setting.each(DeviceBinder::key, hidden -> "***");
    return keys.stream().map(HexFormat.of()::parseHex).toList();
  }

  private static String key(String text) {
    if (!KEY.matcher(text).matches()) {
      throw new IllegalArgumentException("must be 64 hexadecimal digits, the same on every node");
    }
    return text.toLowerCase(Locale.ROOT);
  }
}

package io.limitrate.internal.yaml;

import io.limitrate.internal.login.attempt.AttemptLimits;
import io.limitrate.internal.path.ApplicationPath;
import io.limitrate.login.DeviceSettings;
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

  /** A cookie name is a token (RFC 6265, section 4.1.1). */
  private static final Pattern COOKIE = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}");

  private static final Pattern PATH = Pattern.compile("/[\\x21-\\x7E&&[^;]]{0,999}");
  private static final Pattern KEY = Pattern.compile("[0-9A-Fa-f]{64}");

  private DeviceBinder() {}

  /** Reads the settings. Absent settings keep the defaults of the login. */
  static DeviceSettings read(Section device, AttemptLimits limits, DeviceSettings defaults) {
    String cookie = device.read("cookie", DeviceBinder::cookie).orElse(defaults.cookie());
    boolean secure = device.find("secure").map(Setting::isTrue).orElse(defaults.secure());
    if (!secure && cookie.startsWith("__")) {
      device.reject("secure", "browsers require it of a cookie whose name begins with __");
    }
    return new DeviceSettings(
        limits,
        cookie,
        device.read("path", DeviceBinder::path).orElse(defaults.path()),
        device.read("lifetime", LIFETIME).orElse(defaults.lifetime()),
        secure,
        device.find("keys").map(DeviceBinder::keys).orElse(defaults.keys()));
  }

  private static String cookie(String text) {
    if (!COOKIE.matcher(text).matches()) {
      throw new IllegalArgumentException("must be the name of a cookie, such as limitrate-device");
    }
    return text;
  }

  private static String path(String text) {
    if (!PATH.matcher(text).matches()) {
      throw new IllegalArgumentException("must start with /, and be ASCII without blanks and ;");
    }
    return ApplicationPath.checkSegments(text);
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

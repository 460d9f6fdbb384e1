package io.limitrate.internal.application;

import io.limitrate.config.ConfigurationException;
import io.limitrate.login.DeviceSettings;
import io.limitrate.login.LoginSettings;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Checks that device cookies differ: a browser keeps one cookie for each name and path. */
final class DeviceCookieNames {
  private DeviceCookieNames() {}

  /**
   * Rejects logins whose device cookies have the same name and path.
   *
   * @throws ConfigurationException when there are such logins; names all of them
   */
  static void check(Collection<LoginSettings> logins) {
    Map<String, String> owners = new HashMap<>();
    List<String> errors = new ArrayList<>();
    for (LoginSettings login : logins) {
      login.device().ifPresent(device -> claim(device, login.name(), owners, errors));
    }
    if (!errors.isEmpty()) {
      throw new ConfigurationException(errors);
    }
  }

  private static void claim(
      DeviceSettings device, String login, Map<String, String> owners, List<String> errors) {
    String owner = owners.putIfAbsent(device.cookie() + " " + device.path(), login);
    if (owner != null) {
      errors.add(
          "logins.%s.device.cookie \"%s\": is the cookie of login %s too, and each replaces the"
                  .formatted(login, device.cookie(), owner)
              + " other's: give each login a cookie or a path of its own");
    }
  }
}

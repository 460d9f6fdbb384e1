package io.limitrate.internal.yaml;

import io.limitrate.login.LoginSettings;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads the paths of logins. Each path belongs to one login. */
final class LoginPaths {
  private final Map<String, String> logins = new HashMap<>();

  /**
   * Creates the paths of a file.
   *
   * @param others the logins that the file does not contain
   */
  LoginPaths(Collection<LoginSettings> others) {
    for (LoginSettings login : others) {
      for (String path : login.paths()) {
        logins.put(alike(path), login.name());
      }
    }
  }

  List<String> read(Setting setting, String login) {
    setting.checkNotEmpty();
    List<String> paths = new ArrayList<>();
    for (Setting value : setting.values()) {
      value.read(path -> path(path, login)).ifPresent(paths::add);
    }
    return paths;
  }

  private String path(String path, String login) {
    LoginSettings.builder("any").paths(List.of(path)).build();
    String other = logins.putIfAbsent(alike(path), login);
    if (other != null) {
      throw new IllegalArgumentException(
          other.equals(login) ? "is named twice" : "is a path of the login " + other + " already");
    }
    return path;
  }

  /**
   * Returns the pattern without the names of its variables, because the names do not affect
   * matching.
   */
  private static String alike(String path) {
    return path.replaceAll("\\{[^{}]*}", "{}");
  }
}

package io.limitrate.internal.yaml;

import io.limitrate.login.LoginSettings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the paths of logins. Each path belongs to one login. */
final class LoginPaths {
  private final Map<String, String> logins = new HashMap<>();

  /** Adds a login that the file does not contain. */
  void add(LoginSettings login) {
    login.paths().forEach(path -> logins.put(alike(path), login.name()));
  }

  List<String> read(Setting setting, String login) {
    setting.checkNotEmpty();
    return setting.values().stream()
        .map(value -> value.read(path -> path(path, login)))
        .flatMap(Optional::stream)
        .toList();
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

package io.limitrate.internal.application;

import io.limitrate.config.Configuration;
import io.limitrate.config.ConfigurationException;
import io.limitrate.internal.login.LoginGuard;
import io.limitrate.internal.text.Suggestion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Holds the guards of an application's logins, and their MBeans if configured. Thread-safe. */
final class Logins implements AutoCloseable {
  private final Map<String, LoginGuard> guards;
  private final List<LoginManagement> managements = new ArrayList<>();

  private Logins(Map<String, LoginGuard> guards) {
    this.guards = guards;
  }

  static Logins start(Configuration configuration, StoreBundle backing) {
    DeviceCookieNames.check(configuration.logins().values());
    Logins logins = new Logins(backing.guards(configuration));
    configuration.logins().values().forEach(OutcomeWarnings::log);
    if (configuration.jmx()) {
      logins.register(configuration.proxies().ipv6PrefixBits());
    }
    return logins;
  }

  private void register(int ipv6PrefixBits) {
    try {
      guards.values().forEach(guard -> managements.add(LoginManagement.of(guard, ipv6PrefixBits)));
    } catch (RuntimeException | Error e) {
      close();
      throw e;
    }
  }

  boolean isEmpty() {
    return guards.isEmpty();
  }

  LoginGuard find(String name) {
    LoginGuard guard = guards.get(name);
    if (guard == null) {
      throw new ConfigurationException(
          List.of(
              "login \""
                  + name
                  + "\": is not configured, see logins in limitrate.yaml"
                  + Suggestion.of(name, new TreeSet<>(guards.keySet()))));
    }
    return guard;
  }

  @Override
  public void close() {
    managements.forEach(LoginManagement::close);
    guards.values().forEach(LoginGuard::close);
  }
}

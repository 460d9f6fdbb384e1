package io.limitrate.internal.application;

import io.limitrate.config.Configuration;
import io.limitrate.config.ConfigurationException;
import io.limitrate.internal.login.LoginGuard;
import io.limitrate.internal.text.Suggestion;
import io.limitrate.login.LoginSettings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Holds the guards of an application's logins, and their MBeans if configured. Thread-safe. */
final class Logins implements AutoCloseable {
  private final Map<String, LoginGuard> guards;
  private final List<LoginManagement> managements = new ArrayList<>();

  private Logins(Map<String, LoginGuard> guards) {
    this.guards = Map.copyOf(guards);
  }

  static Logins start(Configuration configuration, StoreBundle stores) {
    Logins logins = new Logins(Map.of()).next(configuration, stores);
    try {
      logins.manage(configuration);
      return logins;
    } catch (RuntimeException | Error e) {
      logins.close();
      throw e;
    }
  }

  /**
   * Creates the guards of the next configuration. A login whose settings stay the same keeps its
   * guard. The attempts that the store has counted stay counted for every login that keeps its
   * name.
   */
  Logins next(Configuration configuration, StoreBundle stores) {
    DeviceCookieNames.check(configuration.logins().values());
    Map<String, LoginGuard> next = new LinkedHashMap<>();
    try {
      for (LoginSettings login : configuration.logins().values()) {
        LoginGuard known = guards.get(login.name());
        boolean same = known != null && known.settings().equals(login);
        next.put(login.name(), same ? known : stores.guard(login, configuration));
      }
    } catch (RuntimeException | Error e) {
      new Logins(next).without(this).forEach(LoginGuard::close);
      throw e;
    }
    Logins logins = new Logins(next);
    logins.without(this).forEach(guard -> OutcomeWarnings.log(guard.settings()));
    return logins;
  }

  /** Returns the guards that the other logins do not have. */
  List<LoginGuard> without(Logins other) {
    List<LoginGuard> own = new ArrayList<>(guards.values());
    own.removeAll(other.guards.values());
    return own;
  }

  /** Registers the logins with JMX if that is configured. */
  void manage(Configuration configuration) {
    if (configuration.jmx()) {
      int bits = configuration.proxies().ipv6PrefixBits();
      guards.values().forEach(guard -> managements.add(new LoginManagement(guard, bits)));
    }
  }

  void endManagement() {
    managements.forEach(LoginManagement::close);
    managements.clear();
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
    endManagement();
    guards.values().forEach(LoginGuard::close);
  }
}

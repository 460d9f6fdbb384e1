package io.limitrate.internal.application;

import io.limitrate.Clock;
import io.limitrate.DecisionListener;
import io.limitrate.Key;
import io.limitrate.Limiter;
import io.limitrate.Store;
import io.limitrate.config.Configuration;
import io.limitrate.config.ContextPath;
import io.limitrate.config.StoreSettings;
import io.limitrate.internal.login.LoginGuard;
import io.limitrate.internal.store.local.CellStores;
import io.limitrate.internal.store.provider.SharedStores;
import io.limitrate.login.LoginSettings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What limits and logins count in.
 *
 * @param local one in this process, for when the store cannot be reached; {@code null} where the
 *     store is in this process itself
 * @param nodes how many nodes share the store
 */
record Backing(Store store, @Nullable Store local, int nodes, Key secret, Clock clock) {

  static Backing open(
      StoreSettings settings, Clock clock, List<? extends DecisionListener> listeners) {
    String application = Bootstrap.contextPath().orElse(ContextPath.ROOT).name();
    return settings instanceof StoreSettings.Shared shared
        ? shared(shared.of(application), clock, listeners)
        : new Backing(CellStores.open(settings, listeners), null, 1, Key.random(), clock);
  }

  private static Backing shared(
      StoreSettings.Shared settings, Clock clock, List<? extends DecisionListener> listeners) {
    Store local =
        CellStores.open(new StoreSettings.InProcess("ehcache", settings.maxEntries()), listeners);
    try {
      Store store = SharedStores.open(settings, clock, listeners);
      return new Backing(store, local, settings.nodes(), settings.root(), clock);
    } catch (RuntimeException | Error e) {
      local.close();
      throw e;
    }
  }

  /** The limiter, which closes all of this. */
  Limiter limiter(List<? extends DecisionListener> listeners) {
    Limiter.Builder limiter = Limiter.builder(store).secret(secret).clock(clock);
    if (local != null) {
      limiter.localShare(local, nodes);
    }
    listeners.forEach(limiter::listener);
    return limiter.build();
  }

  /** The guards of all logins by their names. */
  Map<String, LoginGuard> guards(Configuration configuration) {
    Map<String, LoginGuard> guards = new LinkedHashMap<>();
    try {
      configuration
          .logins()
          .forEach((name, login) -> guards.put(name, guard(login, configuration)));
      return Map.copyOf(guards);
    } catch (RuntimeException | Error e) {
      guards.values().forEach(LoginGuard::close);
      throw e;
    }
  }

  private LoginGuard guard(LoginSettings login, Configuration configuration) {
    LoginGuard.Builder guard = LoginGuard.builder(login, store).secret(secret).clock(clock);
    if (local != null) {
      guard.local(local, nodes);
    }
    configuration.loginListeners().forEach(guard::listener);
    return guard.build();
  }
}

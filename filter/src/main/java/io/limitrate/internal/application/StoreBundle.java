package io.limitrate.internal.application;

import io.limitrate.DecisionListener;
import io.limitrate.Key;
import io.limitrate.config.CallerLists;
import io.limitrate.config.Configuration;
import io.limitrate.config.LocalSource;
import io.limitrate.config.StoreSettings;
import io.limitrate.internal.engine.Clock;
import io.limitrate.internal.engine.Store;
import io.limitrate.internal.engine.StoreLimiter;
import io.limitrate.internal.engine.StoreLimiterBuilder;
import io.limitrate.internal.login.LoginGuard;
import io.limitrate.internal.pass.CallerPasses;
import io.limitrate.internal.path.ContextPath;
import io.limitrate.internal.store.local.CellStores;
import io.limitrate.internal.store.shared.SharedStores;
import io.limitrate.login.LoginSettings;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The stores in which limits and logins count.
 *
 * @param local a store in this process, for times when the shared store is unavailable; {@code
 *     null} if the store itself is in this process
 * @param nodes the number of nodes that share the store
 * @param secret the secret by which keys are hashed
 */
record StoreBundle(Store store, @Nullable Store local, int nodes, Key secret, Clock clock) {

  static StoreBundle open(
      StoreSettings settings, Clock clock, List<? extends DecisionListener> listeners) {
    String application = Bootstrap.contextPath().orElse(ContextPath.ROOT).name();
    return settings instanceof StoreSettings.Shared shared
        ? shared(shared.of(application), clock, listeners)
        : inProcess((StoreSettings.InProcess) settings, clock, listeners);
  }

  private static StoreBundle inProcess(
      StoreSettings.InProcess settings, Clock clock, List<? extends DecisionListener> listeners) {
    return new StoreBundle(CellStores.open(settings, listeners), null, 1, Key.random(), clock);
  }

  private static StoreBundle shared(
      StoreSettings.Shared settings, Clock clock, List<? extends DecisionListener> listeners) {
    Store local =
        CellStores.open(
            new StoreSettings.InProcess(new LocalSource.Ehcache(), settings.maxEntries()),
            listeners);
    try {
      Store store = SharedStores.open(settings, clock, listeners);
      return new StoreBundle(store, local, settings.nodes(), settings.root(), clock);
    } catch (RuntimeException | Error e) {
      local.close();
      throw e;
    }
  }

  /** Creates the limiter. Closing the limiter closes the stores. */
  StoreLimiter limiter(List<? extends DecisionListener> listeners) {
    StoreLimiterBuilder limiter = StoreLimiter.builder(store).secret(secret).clock(clock);
    if (local != null) {
      limiter.localShare(local, nodes);
    }
    listeners.forEach(limiter::listener);
    return limiter.build();
  }

  /** Creates the passes of denied callers; {@code null} if the lists have none. */
  @Nullable CallerPasses passes(CallerLists lists, StoreLimiter limiter) {
    return lists
        .pass()
        .map(pass -> new CallerPasses(pass, secret, store, limiter, clock))
        .orElse(null);
  }

  /** Creates the guard of a login. */
  LoginGuard guard(LoginSettings login, Configuration configuration) {
    LoginGuard.Builder guard = LoginGuard.builder(login, store).secret(secret).clock(clock);
    if (local != null) {
      guard.local(local, nodes);
    }
    configuration.loginListeners().forEach(guard::listener);
    return guard.build();
  }
}

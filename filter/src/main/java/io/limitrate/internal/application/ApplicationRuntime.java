package io.limitrate.internal.application;

import io.limitrate.DecisionListener;
import io.limitrate.Limits;
import io.limitrate.config.Component;
import io.limitrate.config.Configuration;
import io.limitrate.config.ConfigurationException;
import io.limitrate.internal.engine.Clock;
import io.limitrate.internal.engine.StoreLimiter;
import io.limitrate.internal.load.Shedder;
import io.limitrate.internal.routing.RuleTable;
import io.limitrate.internal.yaml.Components;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Runs an application: holds the current {@link Application}, and owns what outlives each of them,
 * such as the store, the limiter with its listeners, and the secret of the keys. The filter, the
 * JAX-RS feature and annotated methods share one runtime.
 *
 * <p>Thread-safe. The class loader of an application identifies its runtime. That is the context
 * class loader of the application's threads.
 */
public final class ApplicationRuntime implements AutoCloseable {
  private final StoreBundle stores;
  private final StoreLimiter limiter;
  private final @Nullable String starter;
  private final Reloads reloads;
  private final RetiredGuards retired = new RetiredGuards();
  private final Set<Component<?>> components = new LinkedHashSet<>();
  private volatile Application application;
  private boolean closed;

  private ApplicationRuntime(Application application, StoreBundle stores, Origin origin) {
    this.application = application;
    this.stores = stores;
    this.limiter = application.limiter();
    application.enforce();
    this.starter = origin.starter;
    this.reloads = new Reloads(this, origin.source, origin.objects);
    components.addAll(application.configuration().components());
  }

  /**
   * Opens the store, starts a limiter and logs the warnings about the configuration. The caller
   * closes the result. A failed start closes the beans of the configuration.
   *
   * @throws ConfigurationException when a rule has no effect
   * @throws IllegalArgumentException when the store cannot be opened as configured
   */
  public static ApplicationRuntime start(Configuration configuration) {
    return start(configuration, Clock.monotonic());
  }

  /** Does the same as {@link #start(Configuration)} with the given clock. For tests. */
  public static ApplicationRuntime start(Configuration configuration, InstantSource clock) {
    return start(configuration, Clock.of(clock));
  }

  /** Starts a limiter for an application whose code asks for one and has not started one. */
  static ApplicationRuntime startUnasked(ConfigurationSource source) {
    Components objects = Components.ofThread();
    try {
      Origin origin = new Origin(source, objects, CallerName.name());
      return open(source.read(objects), Clock.monotonic(), origin);
    } catch (RuntimeException | Error e) {
      objects.close();
      throw e;
    }
  }

  private static ApplicationRuntime start(Configuration configuration, Clock clock) {
    try {
      ApplicationRuntime started =
          open(configuration, clock, new Origin(null, Components.ofThread(), null));
      StartupLog.built(configuration);
      return started;
    } catch (RuntimeException | Error e) {
      configuration.components().forEach(Component::close);
      throw e;
    }
  }

  private static ApplicationRuntime open(Configuration configuration, Clock clock, Origin origin) {
    RuleTable rules = RuleTable.of(configuration);
    List<DecisionListener> listeners = configuration.listeners();
    StoreBundle stores = StoreBundle.open(configuration.store(), clock, listeners);
    StoreLimiter limiter = stores.limiter(listeners);
    try {
      Application first = Application.first(configuration, rules, limiter, stores);
      ApplicationRuntime started = new ApplicationRuntime(first, stores, origin);
      started.reloads.begin(ConfigurationWatch.INTERVAL);
      Shedder.replace(null, first.shedder());
      return started;
    } catch (RuntimeException | Error e) {
      limiter.close();
      throw e;
    }
  }

  /**
   * Makes this the {@link #current} one of the application, until it is closed.
   *
   * @throws IllegalStateException when the application has another limiter
   */
  public ApplicationRuntime install() {
    ApplicationRuntime other = Applications.putIfAbsent(this);
    if (other != this) {
      throw new IllegalStateException(
          "this application has a limiter already, which "
              + other.starter().orElse("its code")
              + " has started: install yours before anything asks for a limiter");
    }
    return this;
  }

  /**
   * Returns the runtime of the thread's application. If none is installed, this method starts one
   * from the configuration that the filter finds too. It runs until the application ends or closes
   * it. Without a configuration file, only annotations limit.
   *
   * @param caller the code that asks, for a thread that belongs to no application
   * @throws ConfigurationException when the configuration has errors
   * @throws IllegalStateException when the container has ended the application, or when a bean of
   *     the limiter calls this method while the limiter starts
   */
  public static ApplicationRuntime current(Class<?> caller) {
    ApplicationRuntime known = find();
    return known != null ? known : of(caller);
  }

  /**
   * Returns the runtime of the application that code of this class belongs to, and starts it if
   * necessary. If the context class loader of the thread belongs to no application, as in the JVM's
   * common pool, the class loader of the class identifies the application.
   */
  public static ApplicationRuntime of(Class<?> code) {
    return Applications.findOrStart(Applications.of(code));
  }

  /** Returns the runtime of a deployment, and starts it from the deployment if necessary. */
  public static ApplicationRuntime of(Deployment deployment) {
    return Applications.findOrStart(deployment);
  }

  /** Returns the runtime of the thread's application, or {@code null} if none has started. */
  public static @Nullable ApplicationRuntime find() {
    return Applications.find(Applications.ofThread());
  }

  /**
   * Returns the name of the class that first asked for the limiter, if that request started the
   * limiter; empty if the application's code started the limiter itself.
   */
  public Optional<String> starter() {
    return Optional.ofNullable(starter);
  }

  /**
   * Returns the current application. A request uses one application from its beginning to its end.
   */
  public Application application() {
    return application;
  }

  /** Returns the limiter, which all applications of this runtime share. */
  public StoreLimiter limiter() {
    return limiter;
  }

  /** Returns the limits, whose counts administrators and code change by hand. */
  public Limits limits() {
    return new ManualLimits(this);
  }

  /**
   * Reads the configuration again, and returns what has changed.
   *
   * @throws ConfigurationException when the configuration has errors; nothing has changed then
   * @throws IllegalStateException when there is no file to read, or the limiter is closed
   */
  public List<String> reload() {
    return reloads.reload();
  }

  /** Does the same with a configuration that code of the application has built. */
  public List<String> reload(Configuration configuration) {
    return reloads.reload(configuration);
  }

  /** Returns the errors of the last reload; empty if it succeeded, or if there was none. */
  public List<String> reloadErrors() {
    return reloads.errors();
  }

  /** Replaces the current application. Requests under way keep theirs. */
  synchronized void replace(Configuration configuration) {
    if (closed) {
      throw new IllegalStateException("the limiter is closed");
    }
    Application before = application;
    Application next = before.next(configuration, stores);
    components.addAll(configuration.components());
    application = next;
    next.enforce();
    Shedder.replace(before.shedder(), next.shedder());
    before.logins().endManagement();
    next.logins().manage(configuration);
    retired.add(before.logins().without(next.logins()));
  }

  /** Stops the limiter, and closes the store, the logins and the beans of all configurations. */
  @Override
  public void close() {
    Applications.remove(this);
    reloads.close();
    end();
  }

  private synchronized void end() {
    if (closed) {
      return;
    }
    closed = true;
    components.addAll(reloads.objects().made());
    try (limiter) {
      Shedder.replace(application.shedder(), null);
      retired.close();
      application.logins().close();
    } finally {
      components.forEach(Component::close);
    }
  }

  /**
   * The origin of a runtime.
   *
   * @param source reads the configuration; {@code null} if code of the application built it
   * @param objects the objects that readings of the configuration have created
   * @param starter the class that first asked for the limiter; {@code null} if code started it
   */
  private record Origin(
      @Nullable ConfigurationSource source, Components objects, @Nullable String starter) {}
}

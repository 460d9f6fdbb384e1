package io.limitrate.internal.application;

import io.limitrate.Clock;
import io.limitrate.DecisionListener;
import io.limitrate.Limiter;
import io.limitrate.Policy;
import io.limitrate.config.Component;
import io.limitrate.config.Configuration;
import io.limitrate.config.ConfigurationException;
import io.limitrate.internal.login.LoginGuard;
import io.limitrate.internal.login.response.LoginRejections;
import io.limitrate.internal.response.RateLimitHeaders;
import io.limitrate.internal.response.Rejections;
import io.limitrate.internal.routing.RuleTable;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The limiter of an application with its configuration, rules, headers and logins. The filter, the
 * JAX-RS feature and annotated methods of the application share it.
 *
 * <p>Thread-safe. The class loader of an application identifies it. That is the context class
 * loader of the application's threads.
 */
public final class Application implements AutoCloseable {
  private final Configuration configuration;
  private final RuleTable rules;
  private final RateLimitHeaders headers;
  private final Rejections rejections;
  private final ClientAddresses addresses;
  private final Limiter limiter;
  private final Logins logins;
  private final LoginRejections loginRejections;
  private final Declarations declarations;
  private final @Nullable String starter;

  private Application(
      Configuration configuration,
      RuleTable rules,
      Limiter limiter,
      Logins logins,
      @Nullable String starter) {
    this.configuration = configuration;
    this.rules = rules;
    this.headers = new RateLimitHeaders(configuration.response());
    this.rejections = new Rejections(configuration.response());
    this.addresses = new ClientAddresses(configuration.proxies());
    this.limiter = limiter;
    this.logins = logins;
    this.loginRejections = new LoginRejections(configuration.response());
    this.declarations = new Declarations(configuration.policies());
    this.starter = starter;
  }

  /**
   * Opens the store, starts a limiter and logs the warnings about the configuration. The caller
   * closes the result. A failed start closes the beans of the configuration.
   *
   * @throws ConfigurationException when the path of a rule is not a pattern, or a rule has no
   *     effect
   * @throws IllegalArgumentException when the store cannot be opened as configured
   */
  public static Application start(Configuration configuration) {
    return start(configuration, Clock.monotonic(), null);
  }

  /** Does the same as {@link #start(Configuration)} with the given clock. For tests. */
  public static Application start(Configuration configuration, InstantSource clock) {
    return start(configuration, Clock.of(clock), null);
  }

  /** Starts a limiter for an application whose code asks for one and has not started one. */
  static Application startUnasked(Configuration configuration) {
    return start(configuration, Clock.monotonic(), CallerName.name());
  }

  private static Application start(
      Configuration configuration, Clock clock, @Nullable String starter) {
    try {
      return open(configuration, clock, starter);
    } catch (RuntimeException | Error e) {
      configuration.components().forEach(Component::close);
      throw e;
    }
  }

  private static Application open(
      Configuration configuration, Clock clock, @Nullable String starter) {
    RuleTable rules = RuleTable.of(configuration);
    List<DecisionListener> listeners = configuration.listeners();
    StoreBundle backing = StoreBundle.open(configuration.store(), clock, listeners);
    Limiter limiter = backing.limiter(listeners);
    try {
      Logins logins = Logins.start(configuration, backing);
      if (starter == null) { // Applications logs the warnings about the other limiters
        StartupLog.built(configuration);
      }
      return new Application(configuration, rules, limiter, logins, starter);
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
  public Application install() {
    Application other = Applications.putIfAbsent(this);
    if (other != this) {
      throw new IllegalStateException(
          "this application has a limiter already, which "
              + other.starter().orElse("its code")
              + " has started: install yours before anything asks for a limiter");
    }
    return this;
  }

  /**
   * Returns the application of the thread. If none is installed, this method starts one from the
   * configuration that the filter finds too. It runs until the application ends or closes it.
   * Without a configuration file, only annotations limit.
   *
   * @param caller the code that asks, for a thread that belongs to no application
   * @throws ConfigurationException when the configuration has errors
   * @throws IllegalStateException when the container has ended the application, or when a bean of
   *     the limiter calls this method while the limiter starts
   */
  public static Application current(Class<?> caller) {
    Application known = find();
    return known != null ? known : of(caller);
  }

  /**
   * Returns the application that code of this class belongs to, and starts it if necessary. If the
   * context class loader of the thread belongs to no application, as in the JVM's common pool, the
   * class loader of the class identifies the application.
   */
  public static Application of(Class<?> code) {
    return Applications.findOrStart(Applications.of(code));
  }

  /** Returns the application of a deployment, and starts it from the deployment if necessary. */
  public static Application of(Deployment deployment) {
    return Applications.findOrStart(deployment);
  }

  /** Returns the application of the thread, or {@code null} if none has started. */
  public static @Nullable Application find() {
    return Applications.find(Applications.ofThread());
  }

  /**
   * Returns the name of the class that first asked for the limiter, if that request started the
   * limiter; empty if the application's code started the limiter itself.
   */
  public Optional<String> starter() {
    return Optional.ofNullable(starter);
  }

  /** Returns the configuration. */
  public Configuration configuration() {
    return configuration;
  }

  /** Returns the limiter. */
  public Limiter limiter() {
    return limiter;
  }

  /** Returns the rules that assign policies and logins to requests. */
  public RuleTable rules() {
    return rules;
  }

  /** Returns the writer of the rate limit headers. */
  public RateLimitHeaders headers() {
    return headers;
  }

  /** Returns the answers to requests that policies reject. */
  public Rejections rejections() {
    return rejections;
  }

  /** Returns the answers to rejected login attempts. */
  public LoginRejections loginRejections() {
    return loginRejections;
  }

  /** Returns whether the configuration has logins. */
  public boolean guardsLogins() {
    return !logins.isEmpty();
  }

  /**
   * Returns the guard of the login of this name.
   *
   * @throws ConfigurationException when the configuration has no such login
   */
  public LoginGuard login(String name) {
    return logins.find(name);
  }

  /** Returns the finder of client addresses. */
  public ClientAddresses addresses() {
    return addresses;
  }

  /**
   * Returns the configured policy of this name.
   *
   * @throws ConfigurationException when the configuration has no such policy
   */
  public Policy policy(String name) {
    return declarations.configured(name);
  }

  /**
   * Returns the policy to enforce for a policy that an annotation declares: the configured policy
   * of the same name if there is one, else the first declared policy of this name.
   */
  public Policy declare(Policy policy) {
    return declarations.declare(policy);
  }

  /**
   * Returns the policies of a declaration. The application caches the policies, so that code shared
   * by several applications keeps no references to any of them.
   */
  public List<Policy> policies(Declaration declaration) {
    return declarations.policies(declaration, this);
  }

  /** Stops the limiter, and closes the store, the logins and the beans of the configuration. */
  @Override
  public void close() {
    try (limiter;
        logins) {
      Applications.remove(this);
    } finally {
      configuration.components().forEach(Component::close);
    }
  }
}

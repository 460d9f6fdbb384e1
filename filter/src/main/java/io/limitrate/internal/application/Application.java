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
 * One application's limiter with its configuration, shared by the filter, the JAX-RS feature and
 * annotated methods.
 *
 * <p>Thread-safe. An application is known by its class loader, the thread's context class loader.
 */
public final class Application implements AutoCloseable {
  private static final StackWalker CALLER =
      StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

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
   * Opens the store and starts a limiter, which is the caller's to close, and logs the warnings of
   * its configuration. It ends the beans that the configuration was given, even if it cannot start.
   *
   * @throws ConfigurationException when a rule's path is no pattern, or a rule can have no effect
   * @throws IllegalArgumentException when the store cannot be opened as configured
   */
  public static Application start(Configuration configuration) {
    return start(configuration, Clock.monotonic(), null);
  }

  /** The same with the time that decisions are made in, for tests. */
  public static Application start(Configuration configuration, InstantSource clock) {
    return start(configuration, Clock.of(clock), null);
  }

  /** Starts the limiter of an application that asked for one without having started one. */
  static Application startUnasked(Configuration configuration) {
    return start(configuration, Clock.monotonic(), Starter.name());
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
    Backing backing = Backing.open(configuration.store(), clock, listeners);
    Limiter limiter = backing.limiter(listeners);
    try {
      Logins logins = Logins.start(configuration, backing);
      if (starter == null) { // one that starts unasked is announced in whole
        Announcement.built(configuration);
      }
      return new Application(configuration, rules, limiter, logins, starter);
    } catch (RuntimeException | Error e) {
      limiter.close();
      throw e;
    }
  }

  /**
   * Makes this the application's: {@link #current} finds it from now on, until it is closed.
   *
   * @throws IllegalStateException when the application has another one
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
   * The application's limiter; where none was installed, one is started from the application's
   * configuration, the one that the filter finds, and stays until the application ends or it is
   * closed. Without any file, annotations are all that limits.
   *
   * @throws ConfigurationException when the configuration has errors
   * @throws IllegalStateException when the container has ended the application, or the limiter's
   *     own start asks
   */
  public static Application current() {
    Application known = find();
    return known != null ? known : of(CALLER.getCallerClass());
  }

  /**
   * The application's limiter as code of this class sees it: on a thread whose context class loader
   * belongs to no application, as in the JVM's common pool, the class's own loader tells.
   */
  public static Application of(Class<?> code) {
    return Applications.findOrStart(Applications.of(code));
  }

  /** The application's limiter; where there is none, one is started as the deployment says. */
  public static Application of(Deployment deployment) {
    return Applications.findOrStart(deployment);
  }

  /** The application's limiter, or {@code null} where none was installed. */
  public static @Nullable Application find() {
    return Applications.find(Applications.ofThread());
  }

  /**
   * The class that first asked for a limiter where the application had installed none; empty for a
   * limiter that the application's code has started itself.
   */
  public Optional<String> starter() {
    return Optional.ofNullable(starter);
  }

  /** What this application configured. */
  public Configuration configuration() {
    return configuration;
  }

  /** The limiter. */
  public Limiter limiter() {
    return limiter;
  }

  /** Which policies apply to which requests. */
  public RuleTable rules() {
    return rules;
  }

  /** What clients are told about where they stand. */
  public RateLimitHeaders headers() {
    return headers;
  }

  /** What rejected clients are told. */
  public Rejections rejections() {
    return rejections;
  }

  /** What is told to those whose login may not go on. */
  public LoginRejections loginRejections() {
    return loginRejections;
  }

  /** Whether there is any login to guard. */
  public boolean guardsLogins() {
    return !logins.isEmpty();
  }

  /**
   * The guard of the login of that name.
   *
   * @throws ConfigurationException when there is none
   */
  public LoginGuard login(String name) {
    return logins.find(name);
  }

  /** Which addresses requests count for. */
  public ClientAddresses addresses() {
    return addresses;
  }

  /**
   * The configured policy of that name.
   *
   * @throws ConfigurationException when there is none
   */
  public Policy policy(String name) {
    return declarations.configured(name);
  }

  /**
   * The policy to enforce where an annotation declares this one: the configured policy of the same
   * name if there is one, else the first declared under that name.
   */
  public Policy declare(Policy policy) {
    return declarations.declare(policy);
  }

  /**
   * The policies of a declaration, worked out once and remembered here, so that code which several
   * applications share keeps nothing of any of them.
   */
  public List<Policy> policies(Declaration declaration) {
    return declarations.policies(declaration, this);
  }

  /** Ends the limiter, and its beans, and gives back its store. */
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

package io.limitrate.runtime;

import io.limitrate.Clock;
import io.limitrate.DecisionListener;
import io.limitrate.Limiter;
import io.limitrate.Policy;
import io.limitrate.config.Component;
import io.limitrate.config.Configuration;
import io.limitrate.config.ConfigurationException;
import io.limitrate.config.Rule;
import io.limitrate.http.LoginRefusals;
import io.limitrate.http.RateLimitHeaders;
import io.limitrate.http.Refusals;
import io.limitrate.http.RuleTable;
import io.limitrate.identity.ProxyWatch;
import io.limitrate.login.LoginGuard;
import io.limitrate.login.LoginSettings;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * One application's limiter with its configuration, shared by the filter, the JAX-RS feature and
 * annotated methods.
 *
 * <p>Thread-safe. An application is known by its class loader, the thread's context class loader.
 */
public final class Limitrate implements AutoCloseable {
  private static final Map<ClassLoader, Limitrate> APPLICATIONS = new ConcurrentHashMap<>();

  private final Configuration configuration;
  private final RuleTable rules;
  private final RateLimitHeaders headers;
  private final Refusals refusals;
  private final ProxyWatch proxyWatch;
  private final Limiter limiter;
  private final Logins logins;
  private final LoginRefusals loginRefusals;
  private final Map<String, Policy> declared = new ConcurrentHashMap<>();
  private final Map<Declaration, List<Policy>> declarations = new ConcurrentHashMap<>();

  private Limitrate(Configuration configuration, RuleTable rules, Limiter limiter, Logins logins) {
    this.configuration = configuration;
    this.rules = rules;
    this.headers = new RateLimitHeaders(configuration.response());
    this.refusals = new Refusals(configuration.response());
    this.proxyWatch = new ProxyWatch(configuration.proxies(), System.nanoTime());
    this.limiter = limiter;
    this.logins = logins;
    this.loginRefusals = new LoginRefusals(configuration.response());
  }

  /**
   * Opens the store and starts a limiter, which is the caller's to close. It ends the beans that
   * the configuration was given, even if it cannot start.
   *
   * @throws ConfigurationException when a rule's path is none
   * @throws IllegalArgumentException when the store cannot be opened as configured
   */
  public static Limitrate start(Configuration configuration) {
    return start(configuration, Clock.monotonic());
  }

  /** The same with the time that decisions are made in, for tests. */
  public static Limitrate start(Configuration configuration, InstantSource clock) {
    return start(configuration, Clock.of(clock));
  }

  private static Limitrate start(Configuration configuration, Clock clock) {
    try {
      return open(configuration, clock);
    } catch (RuntimeException | Error e) {
      configuration.components().forEach(Component::close);
      throw e;
    }
  }

  private static Limitrate open(Configuration configuration, Clock clock) {
    RuleTable rules = RuleTable.of(rules(configuration));
    List<DecisionListener> listeners = configuration.listeners();
    Backing backing = Backing.open(configuration.store(), clock, listeners);
    Limiter limiter = backing.limiter(listeners);
    try {
      return new Limitrate(configuration, rules, limiter, Logins.start(configuration, backing));
    } catch (RuntimeException | Error e) {
      limiter.close();
      throw e;
    }
  }

  private static List<Rule> rules(Configuration configuration) {
    List<Rule> rules = new ArrayList<>(configuration.rules());
    for (LoginSettings login : configuration.logins().values()) {
      login.paths().forEach(path -> rules.add(new Rule.Login(path, login.methods(), login.name())));
    }
    return rules;
  }

  /**
   * Makes this the application's: {@link #current} finds it from now on, until it is closed.
   *
   * @throws IllegalStateException when the application has another one
   */
  public Limitrate install() {
    Limitrate other = APPLICATIONS.putIfAbsent(application(), this);
    if (other != null && other != this) {
      throw new IllegalStateException("this application has a limiter already");
    }
    return this;
  }

  /**
   * The application's limiter; where none was installed, one is started from limitrate.yaml on the
   * class path, or with the defaults, and stays until the JVM ends or it is closed.
   */
  public static Limitrate current() {
    Limitrate known = find();
    return known != null ? known : APPLICATIONS.computeIfAbsent(application(), Bootstrap::start);
  }

  /**
   * The application's limiter as code of this class sees it: on a thread whose context class loader
   * belongs to no application, as in the JVM's common pool, the class's own loader tells.
   */
  public static Limitrate of(Class<?> code) {
    Limitrate known = find();
    ClassLoader loader = code.getClassLoader();
    if (known == null && loader != null) {
      known = APPLICATIONS.get(loader);
    }
    return known != null ? known : current();
  }

  /** The application's limiter, or {@code null} where none was installed. */
  public static @Nullable Limitrate find() {
    return APPLICATIONS.get(application());
  }

  private static ClassLoader application() {
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    return context != null ? context : Objects.requireNonNull(ClassLoader.getSystemClassLoader());
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

  /** What refused clients are told. */
  public Refusals refusals() {
    return refusals;
  }

  /** What is told to those whose login may not go on. */
  public LoginRefusals loginRefusals() {
    return loginRefusals;
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

  /** Looks out for a proxy that nobody declared; its time is {@link System#nanoTime}. */
  public ProxyWatch proxyWatch() {
    return proxyWatch;
  }

  /**
   * The configured policy of that name.
   *
   * @throws ConfigurationException when there is none
   */
  public Policy policy(String name) {
    Policy policy = configuration.policies().get(name);
    if (policy == null) {
      throw new ConfigurationException(
          List.of("policy \"" + name + "\": is not configured, see policies in limitrate.yaml"));
    }
    return policy;
  }

  /**
   * The policy to enforce where an annotation declares this one: the configured policy of the same
   * name if there is one, else the first declared under that name.
   */
  public Policy declare(Policy policy) {
    Policy configured = configuration.policies().get(policy.name());
    return configured != null ? configured : declared.computeIfAbsent(policy.name(), n -> policy);
  }

  /**
   * The policies of a declaration, worked out once and remembered here, so that code which several
   * applications share keeps nothing of any of them.
   */
  public List<Policy> policies(Declaration declaration) {
    List<Policy> known = declarations.get(declaration);
    if (known != null) {
      return known;
    }
    // One declaration may ask for another, which computeIfAbsent does not allow.
    List<Policy> first = declaration.policies(this);
    List<Policy> other = declarations.putIfAbsent(declaration, first);
    return other != null ? other : first;
  }

  /** Ends the limiter, and its beans, and gives back its store. */
  @Override
  public void close() {
    try (limiter;
        logins) {
      APPLICATIONS.values().remove(this);
    } finally {
      configuration.components().forEach(Component::close);
    }
  }
}

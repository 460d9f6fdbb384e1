package io.limitrate.internal.application;

import io.limitrate.Policy;
import io.limitrate.config.CallerLists;
import io.limitrate.config.Configuration;
import io.limitrate.config.ConfigurationException;
import io.limitrate.config.SheddingSettings;
import io.limitrate.internal.engine.CallerCheck;
import io.limitrate.internal.engine.StoreLimiter;
import io.limitrate.internal.load.Shedder;
import io.limitrate.internal.login.LoginGuard;
import io.limitrate.internal.login.response.LoginRejections;
import io.limitrate.internal.pass.CallerPasses;
import io.limitrate.internal.response.RateLimitHeaders;
import io.limitrate.internal.response.Rejections;
import io.limitrate.internal.routing.RuleTable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything that one configuration makes: rules, policies, headers, answers to rejections, login
 * guards and the finder of client addresses.
 *
 * <p>Immutable and thread-safe. {@link ApplicationRuntime#application} returns the current one. A
 * request uses one application from its beginning to its end.
 */
public final class Application {
  private final Configuration configuration;
  private final RuleTable rules;
  private final RateLimitHeaders headers;
  private final Rejections rejections;
  private final ClientAddresses addresses;
  private final StoreLimiter limiter;
  private final Logins logins;
  private final LoginRejections loginRejections;
  private final Declarations declarations;
  private final boolean denies;
  private final @Nullable CallerPasses passes;
  private final @Nullable Shedder shedder;

  private Application(
      Configuration configuration,
      RuleTable rules,
      ClientAddresses addresses,
      StoreLimiter limiter,
      Logins logins,
      Declarations declarations,
      @Nullable CallerPasses passes,
      @Nullable Shedder shedder) {
    this.configuration = configuration;
    this.rules = rules;
    this.headers = new RateLimitHeaders(configuration.response());
    this.rejections = new Rejections(configuration.response());
    this.addresses = addresses;
    this.limiter = limiter;
    this.logins = logins;
    this.loginRejections = new LoginRejections(configuration.response());
    this.declarations = declarations;
    this.denies = configuration.lists().deny().isPresent();
    this.passes = passes;
    this.shedder = shedder;
  }

  /** Builds the first application of a runtime. */
  static Application first(
      Configuration configuration, RuleTable rules, StoreLimiter limiter, StoreBundle stores) {
    Shedder shedder = configuration.shedding().map(Shedder::of).orElse(null);
    return new Application(
        configuration,
        rules,
        new ClientAddresses(configuration.proxies()),
        limiter,
        Logins.start(configuration, stores),
        new Declarations(configuration.policies()),
        stores.passes(configuration.lists(), limiter),
        shedder);
  }

  /**
   * Builds the application that replaces this one.
   *
   * @throws ConfigurationException when the configuration has errors, or contradicts a declaration
   *     of the application's code
   */
  Application next(Configuration next, StoreBundle stores) {
    RuleTable rules = RuleTable.of(next);
    boolean sameProxies = next.proxies().equals(configuration.proxies());
    Logins nextLogins = logins.next(next, stores);
    try {
      Application application =
          new Application(
              next,
              rules,
              sameProxies ? addresses : new ClientAddresses(next.proxies()),
              limiter,
              nextLogins,
              declarations.next(next.policies()),
              stores.passes(next.lists(), limiter),
              next.shedding().map(this::next).orElse(null));
      declarations.check(application);
      limiter.succeed(application.declarations.successors(declarations));
      return application;
    } catch (RuntimeException | Error e) {
      nextLogins.without(logins).forEach(LoginGuard::close);
      throw e;
    }
  }

  private Shedder next(SheddingSettings next) {
    return shedder == null ? Shedder.of(next) : shedder.next(next);
  }

  /** Returns the configuration. */
  public Configuration configuration() {
    return configuration;
  }

  /** Returns the limiter. */
  public StoreLimiter limiter() {
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

  /** Returns whether the configuration denies callers, whatever policies apply to their calls. */
  public boolean denies() {
    return denies;
  }

  /** Makes the limiter enforce the lists and the bounds of waiting calls from now on. */
  void enforce() {
    limiter.enforce(callers(), configuration.waiting());
  }

  /** Returns the lists that decide before all policies; {@code null} without lists. */
  private @Nullable CallerCheck callers() {
    CallerLists lists = configuration.lists();
    return lists.allow().isEmpty() && !denies
        ? null
        : new CallerCheck(
            lists.allow().orElse(null), lists.deny().orElse(null), lists.status(), passes);
  }

  /** Returns the passes for denied callers; {@code null} if these cannot solve a challenge. */
  public @Nullable CallerPasses passes() {
    return passes;
  }

  /** Returns what rejects requests of an overloaded process; {@code null} without load shedding. */
  public @Nullable Shedder shedder() {
    return shedder;
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
   * Returns the policy of this name that is enforced: configured, or declared by an annotation.
   *
   * @throws ConfigurationException when there is no such policy
   */
  Policy enforced(String name) {
    return declarations.enforced(name);
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

  Logins logins() {
    return logins;
  }
}

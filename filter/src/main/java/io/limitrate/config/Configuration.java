package io.limitrate.config;

import io.limitrate.DecisionListener;
import io.limitrate.Policy;
import io.limitrate.internal.identity.TrustedProxies;
import io.limitrate.internal.source.Source;
import io.limitrate.login.LoginListener;
import io.limitrate.login.LoginSettings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * All that an application configures. Immutable and thread-safe.
 *
 * <p>Made by {@link #builder()} or read from limitrate.yaml by the filter.
 */
public final class Configuration {
  private static final String CODE = "code";

  private final String origin;
  private final StoreSettings store;
  private final TrustedProxies proxies;
  private final Map<String, Policy> policies;
  private final List<Rule> rules;
  private final ResponseSettings response;
  private final List<DecisionListener> listeners;
  private final Map<String, LoginSettings> logins;
  private final List<LoginListener> loginListeners;
  private final boolean jmx;
  private final int maxBody;
  private final List<Component<?>> components;
  private final Source source;

  private Configuration(Builder builder) {
    this.origin = builder.origin;
    this.store = builder.store;
    this.proxies = builder.proxies;
    this.policies = Map.copyOf(builder.policies);
    this.rules = List.copyOf(builder.rules);
    this.response = builder.response;
    this.listeners = List.copyOf(builder.listeners);
    this.logins = Map.copyOf(builder.logins);
    this.loginListeners = List.copyOf(builder.loginListeners);
    this.jmx = builder.jmx;
    this.maxBody = builder.maxBody;
    this.components = List.copyOf(builder.components);
    this.source = builder.source;
  }

  /** Begins with the defaults: Ehcache, no trusted proxies, no policies, no logins. */
  public static Builder builder() {
    return new Builder();
  }

  /** Where it comes from: a file's place, {@code none} without a file, {@code code} if built. */
  public String origin() {
    return origin;
  }

  /** Whether code has built it, so that no file was looked for. */
  public boolean isBuilt() {
    return origin.equals(CODE);
  }

  /** Where state is kept. */
  public StoreSettings store() {
    return store;
  }

  /** Whose forwarding headers count, and how addresses are counted. */
  public TrustedProxies proxies() {
    return proxies;
  }

  /** The policies by name. */
  public Map<String, Policy> policies() {
    return policies;
  }

  /** The rules in the order given. */
  public List<Rule> rules() {
    return rules;
  }

  /** What clients are told. */
  public ResponseSettings response() {
    return response;
  }

  /** Those who hear of decisions. */
  public List<DecisionListener> listeners() {
    return listeners;
  }

  /** The logins that are protected, by name. */
  public Map<String, LoginSettings> logins() {
    return logins;
  }

  /** Those who hear what happens at logins. */
  public List<LoginListener> loginListeners() {
    return loginListeners;
  }

  /** Whether this JVM's administrators see the state of logins, and can lift blocks, over JMX. */
  public boolean jmx() {
    return jmx;
  }

  /** The longest body, in bytes, that keys and costs are read from. */
  public int maxBody() {
    return maxBody;
  }

  /** The beans that are part of this; the limiter that is started from it ends them. */
  public List<Component<?>> components() {
    return components;
  }

  /**
   * The settings that are probably not meant as they stand: each with its place, its value, the
   * rule and the mend. Settings that can have no effect in any application are errors instead.
   *
   * @param contextPath the path of the web application; the root's where there is none
   * @param routing compares the rules
   */
  public List<String> warnings(ContextPath contextPath, Routing routing) {
    return Warnings.of(this, contextPath, routing);
  }

  public Source source() {
    return source;
  }

  /** Collects a configuration; not thread-safe. */
  public static final class Builder {
    private String origin = CODE;
    private StoreSettings store = StoreSettings.DEFAULT;
    private TrustedProxies proxies = TrustedProxies.none();
    private final Map<String, Policy> policies = new LinkedHashMap<>();
    private final List<Rule> rules = new ArrayList<>();
    private ResponseSettings response = ResponseSettings.DEFAULT;
    private final List<DecisionListener> listeners = new ArrayList<>();
    private final Map<String, LoginSettings> logins = new LinkedHashMap<>();
    private final List<LoginListener> loginListeners = new ArrayList<>();
    private boolean jmx;
    private int maxBody = 1 << 20;
    private final List<Component<?>> components = new ArrayList<>();
    private Source source = Source.CODE;

    private Builder() {}

    /** Where all this comes from. */
    public Builder origin(String origin) {
      this.origin = origin;
      return this;
    }

    /** Where state is kept. */
    public Builder store(StoreSettings store) {
      this.store = store;
      return this;
    }

    /** Whose forwarding headers count. */
    public Builder proxies(TrustedProxies proxies) {
      this.proxies = proxies;
      return this;
    }

    /** Adds a policy, in place of an earlier one of the same name. */
    public Builder policy(Policy policy) {
      policies.put(policy.name(), policy);
      return this;
    }

    /** Adds a rule. */
    public Builder rule(Rule rule) {
      rules.add(rule);
      return this;
    }

    /** Limits a path by policies, which are added too. */
    public Builder limit(String path, Policy... limits) {
      List.of(limits).forEach(this::policy);
      return rule(new Rule.Limit(path, Set.of(), List.of(limits)));
    }

    /** Exempts a path from less specific rules. */
    public Builder exempt(String path) {
      return rule(new Rule.Exempt(path, Set.of()));
    }

    /** What clients are told. */
    public Builder response(ResponseSettings response) {
      this.response = response;
      return this;
    }

    /** Adds a listener. */
    public Builder listener(DecisionListener listener) {
      listeners.add(listener);
      return this;
    }

    /** Protects a login, in place of an earlier one of the same name. */
    public Builder login(LoginSettings login) {
      logins.put(login.name(), login);
      return this;
    }

    /** Adds one who hears what happens at logins. */
    public Builder loginListener(LoginListener listener) {
      loginListeners.add(listener);
      return this;
    }

    /** Whether blocks can be seen and lifted over JMX; not, unless told. */
    public Builder jmx(boolean jmx) {
      this.jmx = jmx;
      return this;
    }

    /** The longest body, in bytes, that keys and costs are read from: 1 MiB by default. */
    public Builder maxBody(int bytes) {
      this.maxBody = Bounds.atLeastOne("maxBody", bytes);
      return this;
    }

    /** Adds a bean that something here was made from. */
    public Builder component(Component<?> component) {
      components.add(component);
      return this;
    }

    /** Where the settings were written. */
    public Builder source(Source source) {
      this.source = source;
      return this;
    }

    /** The configuration. */
    public Configuration build() {
      return new Configuration(this);
    }
  }
}

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

/** Holds all settings of one application. Immutable and thread-safe. */
public final class Configuration {
  private static final String CODE = "code";

  private final String origin;
  private final StoreSettings store;
  private final TrustedProxies proxies;
  private final Map<String, Policy> policies;
  private final List<Rule> rules;
  private final CallerLists lists;
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
    this.lists = builder.lists;
    this.response = builder.response;
    this.listeners = List.copyOf(builder.listeners);
    this.logins = Map.copyOf(builder.logins);
    this.loginListeners = List.copyOf(builder.loginListeners);
    this.jmx = builder.jmx;
    this.maxBody = builder.maxBody;
    this.components = List.copyOf(builder.components);
    this.source = builder.source;
  }

  /** Returns a builder with the defaults: Ehcache, no proxies, no policies, no logins. */
  public static Builder builder() {
    return new Builder();
  }

  /** Returns the file's place, {@code none} without a file, or {@code code} if code built this. */
  public String origin() {
    return origin;
  }

  /** Returns whether code built this configuration. In this case the filter looks for no file. */
  public boolean isBuilt() {
    return origin.equals(CODE);
  }

  /** Returns the settings of the store, which holds the state of all limits. */
  public StoreSettings store() {
    return store;
  }

  /** Returns which proxies may name the client's address, and how addresses are counted. */
  public TrustedProxies proxies() {
    return proxies;
  }

  /** Returns the policies by name. */
  public Map<String, Policy> policies() {
    return policies;
  }

  /** Returns the rules in the order in which they were added. */
  public List<Rule> rules() {
    return rules;
  }

  /** Returns the callers that no policy limits, and the callers that are rejected. */
  public CallerLists lists() {
    return lists;
  }

  /** Returns the settings of responses: headers, bodies and pages. */
  public ResponseSettings response() {
    return response;
  }

  /** Returns the listeners that are notified of decisions. */
  public List<DecisionListener> listeners() {
    return listeners;
  }

  /** Returns the settings of the protected logins by the login's name. */
  public Map<String, LoginSettings> logins() {
    return logins;
  }

  /** Returns the listeners that are notified of login events. */
  public List<LoginListener> loginListeners() {
    return loginListeners;
  }

  /** Returns whether administrators can lift blocks, change counts and reload over JMX. */
  public boolean jmx() {
    return jmx;
  }

  /** Returns the size in bytes of the longest request body from which keys and costs are read. */
  public int maxBody() {
    return maxBody;
  }

  /** Returns the beans of this configuration, which the limiter closes when the limiter ends. */
  public List<Component<?>> components() {
    return components;
  }

  public Source source() {
    return source;
  }

  /** Collects the settings of a configuration. Not thread-safe. */
  public static final class Builder {
    private String origin = CODE;
    private StoreSettings store = StoreSettings.DEFAULT;
    private TrustedProxies proxies = TrustedProxies.none();
    private final Map<String, Policy> policies = new LinkedHashMap<>();
    private final List<Rule> rules = new ArrayList<>();
    private CallerLists lists = CallerLists.NONE;
    private ResponseSettings response = ResponseSettings.DEFAULT;
    private final List<DecisionListener> listeners = new ArrayList<>();
    private final Map<String, LoginSettings> logins = new LinkedHashMap<>();
    private final List<LoginListener> loginListeners = new ArrayList<>();
    private boolean jmx;
    private int maxBody = 1 << 20;
    private final List<Component<?>> components = new ArrayList<>();
    private Source source = Source.CODE;

    private Builder() {}

    /** Sets where the settings come from. */
    public Builder origin(String origin) {
      this.origin = origin;
      return this;
    }

    /** Sets where limits keep their state. */
    public Builder store(StoreSettings store) {
      this.store = store;
      return this;
    }

    /** Sets which proxies may name the client's address. */
    public Builder proxies(TrustedProxies proxies) {
      this.proxies = proxies;
      return this;
    }

    /** Adds a policy. Replaces an earlier policy of the same name. */
    public Builder policy(Policy policy) {
      policies.put(policy.name(), policy);
      return this;
    }

    /** Adds a rule. */
    public Builder rule(Rule rule) {
      rules.add(rule);
      return this;
    }

    /** Adds policies, and a rule that applies them to a path. */
    public Builder limit(String path, Policy... limits) {
      List.of(limits).forEach(this::policy);
      return rule(new Rule.Limit(path, Set.of(), List.of(limits)));
    }

    /** Exempts a path from less specific rules. */
    public Builder exempt(String path) {
      return rule(new Rule.Exempt(path, Set.of()));
    }

    /** Sets the callers that no policy limits, and the callers that are rejected. */
    public Builder lists(CallerLists lists) {
      this.lists = lists;
      return this;
    }

    /** Sets the headers, bodies and pages of responses. */
    public Builder response(ResponseSettings response) {
      this.response = response;
      return this;
    }

    /** Adds a listener for decisions. */
    public Builder listener(DecisionListener listener) {
      listeners.add(listener);
      return this;
    }

    /** Protects a login. Replaces an earlier login of the same name. */
    public Builder login(LoginSettings login) {
      logins.put(login.name(), login);
      return this;
    }

    /** Adds a listener for login events. */
    public Builder loginListener(LoginListener listener) {
      loginListeners.add(listener);
      return this;
    }

    /** Sets whether administrators see and change state over JMX; {@code false} by default. */
    public Builder jmx(boolean jmx) {
      this.jmx = jmx;
      return this;
    }

    /** Sets the longest request body in bytes, at least 1, for keys and costs; 1 MiB by default. */
    public Builder maxBody(int bytes) {
      this.maxBody = Bounds.atLeastOne("maxBody", bytes);
      return this;
    }

    /** Adds a bean that the limiter closes when the limiter ends. */
    public Builder component(Component<?> component) {
      components.add(component);
      return this;
    }

    /** Sets the places of the settings in the file. */
    public Builder source(Source source) {
      this.source = source;
      return this;
    }

    /** Returns the configuration. */
    public Configuration build() {
      return new Configuration(this);
    }
  }
}

package io.limitrate.config;

import io.limitrate.DecisionListener;
import io.limitrate.Limiter;
import io.limitrate.Policy;
import io.limitrate.internal.identity.TrustedProxies;
import io.limitrate.internal.source.Source;
import io.limitrate.login.LoginListener;
import io.limitrate.login.LoginSettings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Holds all settings of one application. Immutable and thread-safe. */
public final class Configuration {
  private final ConfigurationValues values;

  private Configuration(ConfigurationValues values) {
    this.values = values;
  }

  /** Returns a builder with the defaults: Ehcache, no proxies, no policies, no logins. */
  public static Builder builder() {
    return new Builder();
  }

  /** Returns the file's place, {@code none} without a file, or {@code code} if code built this. */
  public String origin() {
    return values.origin;
  }

  /** Returns whether code built this configuration. In this case the filter looks for no file. */
  public boolean isBuilt() {
    return values.origin.equals(ConfigurationValues.CODE);
  }

  /** Returns the settings of the store, which holds the state of all limits. */
  public StoreSettings store() {
    return values.store;
  }

  /** Returns which proxies may name the client's address, and how addresses are counted. */
  public TrustedProxies proxies() {
    return values.proxies;
  }

  /** Returns the policies by name. */
  public Map<String, Policy> policies() {
    return values.policies;
  }

  /** Returns the rules in the order in which they were added. */
  public List<Rule> rules() {
    return values.rules;
  }

  /** Returns the callers that no policy limits, and the callers that are rejected. */
  public CallerLists lists() {
    return values.lists;
  }

  /** Returns when and in which order an overloaded process rejects requests; empty for never. */
  public Optional<SheddingSettings> shedding() {
    return Optional.ofNullable(values.shedding);
  }

  /** Returns the bounds of the calls that wait for their turn at a leaky bucket. */
  public Limiter.Waiting waiting() {
    return values.waiting;
  }

  /** Returns the settings of responses: headers, bodies and pages. */
  public ResponseSettings response() {
    return values.response;
  }

  /** Returns the listeners that are notified of decisions. */
  public List<DecisionListener> listeners() {
    return values.listeners;
  }

  /** Returns the settings of the protected logins by the login's name. */
  public Map<String, LoginSettings> logins() {
    return values.logins;
  }

  /** Returns the listeners that are notified of login events. */
  public List<LoginListener> loginListeners() {
    return values.loginListeners;
  }

  /** Returns whether administrators can lift blocks, change counts and reload over JMX. */
  public boolean jmx() {
    return values.jmx;
  }

  /** Returns the size in bytes of the longest request body from which keys and costs are read. */
  public int maxBody() {
    return values.maxBody;
  }

  /** Returns the beans of this configuration, which the limiter closes when the limiter ends. */
  public List<Component<?>> components() {
    return values.components;
  }

  public Source source() {
    return values.source;
  }

  /** Collects the settings of a configuration. Not thread-safe. */
  public static final class Builder {
    private final ConfigurationValues values = new ConfigurationValues();

    private Builder() {}

    /** Sets where the settings come from. */
    public Builder origin(String origin) {
      values.origin = origin;
      return this;
    }

    /** Sets where limits keep their state. */
    public Builder store(StoreSettings store) {
      values.store = store;
      return this;
    }

    /** Sets which proxies may name the client's address. */
    public Builder proxies(TrustedProxies proxies) {
      values.proxies = proxies;
      return this;
    }

    /** Adds a policy. Replaces an earlier policy of the same name. */
    public Builder policy(Policy policy) {
      values.policies.put(policy.name(), policy);
      return this;
    }

    /** Adds a rule. */
    public Builder rule(Rule rule) {
      values.rules.add(rule);
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
      values.lists = lists;
      return this;
    }

    /** Sets when and in which order an overloaded process rejects requests. */
    public Builder shedding(SheddingSettings shedding) {
      values.shedding = shedding;
      return this;
    }

    /** Sets the bounds of the calls that wait for their turn at a leaky bucket. */
    public Builder waiting(Limiter.Waiting waiting) {
      values.waiting = waiting;
      return this;
    }

    /** Sets the headers, bodies and pages of responses. */
    public Builder response(ResponseSettings response) {
      values.response = response;
      return this;
    }

    /** Adds a listener for decisions. */
    public Builder listener(DecisionListener listener) {
      values.listeners.add(listener);
      return this;
    }

    /** Protects a login. Replaces an earlier login of the same name. */
    public Builder login(LoginSettings login) {
      values.logins.put(login.name(), login);
      return this;
    }

    /** Adds a listener for login events. */
    public Builder loginListener(LoginListener listener) {
      values.loginListeners.add(listener);
      return this;
    }

    /** Sets whether administrators see and change state over JMX; {@code false} by default. */
    public Builder jmx(boolean jmx) {
      values.jmx = jmx;
      return this;
    }

    /** Sets the longest request body in bytes, at least 1, for keys and costs; 1 MiB by default. */
    public Builder maxBody(int bytes) {
      values.maxBody = Bounds.atLeastOne("maxBody", bytes);
      return this;
    }

    /** Adds a bean that the limiter closes when the limiter ends. */
    public Builder component(Component<?> component) {
      values.components.add(component);
      return this;
    }

    /** Sets the places of the settings in the file. */
    public Builder source(Source source) {
      values.source = source;
      return this;
    }

    /** Returns the configuration. */
    public Configuration build() {
      return new Configuration(values.copy());
    }
  }
}

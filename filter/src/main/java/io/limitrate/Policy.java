package io.limitrate;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A named limit: the key that is counted, the quotas that hold together, and the behaviour in case
 * of failure. Code that builds a configuration, or calls {@link Limiter#check}, uses this type.
 * Immutable and thread-safe. A call without a listed tier uses {@link #quotas}.
 */
public final class Policy {
  private final String name;
  private final KeySpec key;
  private final PolicyTiers limits;
  private final CostResolver cost;
  private final FailureRule failure;
  private final @Nullable EnforcedShare enforced; // null for all keys
  private final PolicyOptions options;

  private Policy(Builder builder, PolicyTiers limits) {
    this.name = builder.name;
    this.key = builder.key;
    this.limits = limits;
    this.cost = builder.cost;
    this.failure = builder.failure;
    this.options = builder.options;
    this.enforced = options.enforced();
  }

  /** Starts a policy. A name has 1 to 200 letters, digits and {@code . _ $ # : , ( ) [ ] -}. */
  public static Builder builder(String name) {
    return new Builder(name);
  }

  /** Returns the name, which is unique within an application. */
  public String name() {
    return name;
  }

  /** Returns the key by which the policy counts. */
  public KeySpec key() {
    return key;
  }

  /** Returns the quotas of calls without a tier. */
  public Quotas quotas() {
    return limits.untiered();
  }

  /** Returns the quotas of each tier; empty if tiers do not differ. */
  public Map<String, Quotas> tiers() {
    return limits.tiers();
  }

  /** Returns the quotas at times of the week and at events; empty if they never change. */
  public Optional<Quotas.Schedule> schedule() {
    return Optional.ofNullable(limits.schedule());
  }

  /** Returns the rule that decides while this policy cannot count. */
  public FailureRule failure() {
    return failure;
  }

  /** Returns whether this policy only counts and reports rejections, without enforcing them. */
  public boolean shadow() {
    return EnforcedShare.NONE.equals(enforced);
  }

  /** Returns whether this policy enforces its rejections for a key; see {@link Builder#enforce}. */
  public boolean enforces(Key callKey) {
    return enforced == null || enforced.contains(callKey);
  }

  /** Returns the percentage of the keys for which this policy enforces its rejections. */
  public String enforce() {
    return (enforced == null ? EnforcedShare.ALL : enforced).toString();
  }

  /** Returns whether the shared state is asked about every call: no node takes units ahead. */
  public boolean exact() {
    return options.exact();
  }

  /** Returns the list of the callers that this policy does not count. */
  public Optional<CallerList> allow() {
    return Optional.ofNullable(options.allow());
  }

  /** Returns what decides whether a call counts, when it has ended; empty if each call counts. */
  public Optional<CallOutcome.Counting> count() {
    return Optional.ofNullable(options.count());
  }

  /** Returns the settings of bans; empty if the policy bans no key. */
  public Optional<Quotas.Ban> ban() {
    return Optional.ofNullable(options.ban());
  }

  /** Returns the provider of customers' own quotas with its settings; empty without a provider. */
  public Optional<QuotaProvider.Settings> quotasFrom() {
    return Optional.ofNullable(options.quotasFrom());
  }

  /** Returns the percentages of the quotas that calls of lower classes leave, by the class. */
  public Map<String, Integer> reserve() {
    return options.reserve();
  }

  /** Returns the units that a call takes. */
  public long cost(Call call) {
    return cost.cost(call);
  }

  /** Returns whether the key or the cost may be read from the body, which may arrive slowly. */
  public boolean mayReadBody() {
    return key.mayReadBody() || cost.mayReadBody() || options.mayReadBody();
  }

  /** Returns the tier of the call; {@code null} if the quotas of calls without a tier apply. */
  public @Nullable String tier(Call call) {
    return limits.tiers().isEmpty() ? null : limits.tier(call);
  }

  @Override
  public String toString() {
    return name + " [" + (tiers().isEmpty() ? quotas() : tiers()) + " per " + key + "]";
  }

  /** Collects the settings of a policy. Not thread-safe. */
  public static final class Builder {
    private final String name;
    private KeySpec key = KeySpec.ADDRESS;
    private final PolicyTiers.Draft limits = new PolicyTiers.Draft();
    private CostResolver cost = CostResolver.ONE;
    private FailureRule failure = FailureRule.OPEN;
    private PolicyOptions options = PolicyOptions.NONE;

    private Builder(String name) {
      this.name = PolicyTiers.checkedName(name);
    }

    /** Sets the key; by default the client's address. */
    public Builder key(KeySpec key) {
      this.key = key;
      return this;
    }

    /** Sets the key in its written form. */
    public Builder key(String key) {
      return key(KeySpec.parse(key));
    }

    /** Sets the quotas of every call, or of calls without a tier if there are tiers. */
    public Builder quotas(Quotas quotas) {
      limits.untiered = quotas;
      return this;
    }

    /** Sets the quotas in their written form. */
    public Builder quotas(String quotas) {
      return quotas(Quotas.parse(quotas));
    }

    /** Adds the quotas of a tier. Calls without a tier use {@link #quotas}, or the first tier. */
    public Builder tier(String tier, Quotas quotas) {
      limits.tiers.put(tier, quotas);
      return this;
    }

    /** Sets quotas of the same shape that replace {@link #quotas} at times. Not beside tiers. */
    public Builder schedule(Quotas.Schedule schedule) {
      limits.schedule = schedule;
      return this;
    }

    /** Sets the resolver of a call's tier. */
    public Builder tierResolver(TierResolver tierResolver) {
      limits.resolver = tierResolver;
      return this;
    }

    /** Sets the cost of a call; by default one unit. */
    public Builder cost(CostResolver cost) {
      this.cost = cost;
      return this;
    }

    /** Sets what decides while the policy cannot count; by default {@link FailureRule#OPEN}. */
    public Builder failure(FailureRule failure) {
      this.failure = failure;
      return this;
    }

    /** Sets whether the policy counts and notifies listeners, but rejects no call. */
    public Builder shadow(boolean shadow) {
      this.options = options.shadow(shadow);
      return this;
    }

    /** Enforces for a share of the keys, up to {@code 100%}, the default; others are in shadow. */
    public Builder enforce(String percentage) {
      this.options = options.share(EnforcedShare.parse(percentage));
      return this;
    }

    /** Sets whether each call asks the shared state: no units in advance, but a round trip. */
    public Builder exact(boolean exact) {
      this.options = options.exact(exact);
      return this;
    }

    /** Sets the callers that the policy does not count; by default the policy counts everybody. */
    public Builder allow(CallerList callers) {
      this.options = options.allow(callers);
      return this;
    }

    /** Sets which ended calls keep their units; others get a refund. Not for leaky buckets. */
    public Builder count(CallOutcome.Counting counting) {
      this.options = options.count(counting);
      return this;
    }

    /** Sets when keys are banned; by default never. Not for the keys global and endpoint. */
    public Builder ban(Quotas.Ban ban) {
      this.options = options.ban(ban);
      return this;
    }

    /** Leaves the last 1 to 99 percent of each quota to calls of a class and the classes above. */
    public Builder reserve(String priority, int percent) {
      this.options = options.reserve(priority, percent);
      return this;
    }

    /** Sets the provider of customers' own quotas, which replace the quotas of the policy. */
    public Builder quotasFrom(QuotaProvider.Settings settings) {
      this.options = options.quotasFrom(settings);
      return this;
    }

    /** Returns the policy. Settings that conflict cause an {@link IllegalArgumentException}. */
    public Policy build() {
      options.check(name, key);
      return new Policy(this, limits.build(name).checked(name, options));
    }
  }
}

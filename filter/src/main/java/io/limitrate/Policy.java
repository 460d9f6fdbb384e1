package io.limitrate;

import static java.util.stream.Collectors.toUnmodifiableMap;

import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A named limit: who is counted, the quotas that hold together, and what happens otherwise.
 *
 * <p>Immutable and thread-safe. Where tiers differ, each tier has its quotas, and a call without a
 * tier, or of one that is not listed, has those of the first.
 */
public final class Policy {
  /**
   * The order in which policies are asked: first those that need no body, so that a client that
   * they reject holds no thread by sending its body slowly; among these the strictest first.
   */
  static final Comparator<Policy> ORDER =
      Comparator.comparing(Policy::mayReadBody)
          .thenComparing(
              Comparator.comparingLong((Policy policy) -> policy.quotas().periodNanos())
                  .reversed());

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._$#:,()\\[\\]-]{1,200}");

  private final String name;
  private final KeySpec key;
  private final Map<String, Quotas> tiers;
  private final Map<String, Tier> byTier;
  private final Tier first;
  private final TierResolver tierResolver;
  private final CostResolver cost;
  private final FailureRule failure;
  private final boolean shadow;
  private final boolean exact;
  private final boolean mayReadBody;

  private Policy(Builder builder, Quotas quotas) {
    this.name = builder.name;
    this.key = builder.key;
    this.exact = builder.exact;
    this.mayReadBody = key.mayReadBody() || builder.cost.mayReadBody();
    Map<String, Tier> byTier = new HashMap<>();
    builder.tiers.forEach((tier, its) -> byTier.put(tier, new Tier(name, its.within(exact, 0))));
    this.byTier = Map.copyOf(byTier);
    this.tiers =
        byTier.entrySet().stream()
            .collect(toUnmodifiableMap(Map.Entry::getKey, tier -> tier.getValue().quotas()));
    this.first = new Tier(name, quotas.within(exact, 0));
    this.tierResolver = builder.tierResolver;
    this.cost = builder.cost;
    this.failure = builder.failure;
    this.shadow = builder.shadow;
  }

  /** Begins a policy: its name has 1 to 200 letters, digits and {@code . _ $ # : , ( ) [ ] -}. */
  public static Builder builder(String name) {
    return new Builder(name);
  }

  /** The name, unique within an application. */
  public String name() {
    return name;
  }

  /** Who is counted. */
  public KeySpec key() {
    return key;
  }

  /** The quotas of calls without a tier. */
  public Quotas quotas() {
    return first.quotas();
  }

  /** The quotas by tier; empty where tiers do not differ. */
  public Map<String, Quotas> tiers() {
    return tiers;
  }

  /** What this policy says while it cannot count. */
  public FailureRule failure() {
    return failure;
  }

  /** Whether rejections are only counted and told to listeners, not enforced. */
  public boolean shadow() {
    return shadow;
  }

  /** Whether the shared state is asked about every call, so that no node takes units in advance. */
  public boolean exact() {
    return exact;
  }

  /** The units that a call takes. */
  public long cost(Call call) {
    return cost.cost(call);
  }

  /**
   * Whether key or cost may be read from the call's body, which takes as long as the client likes.
   */
  boolean mayReadBody() {
    return mayReadBody;
  }

  /** What the call is counted by. */
  Tier tier(Call call) {
    if (byTier.isEmpty()) {
      return first;
    }
    String tier = tierResolver.tier(call);
    return tier == null ? first : byTier.getOrDefault(tier, first);
  }

  @Override
  public String toString() {
    return name + " [" + (tiers.isEmpty() ? quotas() : tiers) + " per " + key + "]";
  }

  /** Collects a policy's settings; not thread-safe. */
  public static final class Builder {
    private final String name;
    private KeySpec key = KeySpec.ADDRESS;
    private @Nullable Quotas quotas;
    private final Map<String, Quotas> tiers = new LinkedHashMap<>();
    private TierResolver tierResolver = call -> null;
    private CostResolver cost = CostResolver.ONE;
    private FailureRule failure = FailureRule.OPEN;
    private boolean shadow;
    private boolean exact;

    private Builder(String name) {
      if (!NAME.matcher(name).matches()) {
        throw new IllegalArgumentException("policy name \"" + name + "\": must match " + NAME);
      }
      this.name = name;
    }

    /** Who is counted; each address by default. */
    public Builder key(KeySpec key) {
      this.key = key;
      return this;
    }

    /** Who is counted, in written form. */
    public Builder key(String key) {
      return key(KeySpec.parse(key));
    }

    /** The quotas of every call, or of those without a tier. */
    public Builder quotas(Quotas quotas) {
      this.quotas = quotas;
      return this;
    }

    /** The quotas in written form. */
    public Builder quotas(String quotas) {
      return quotas(Quotas.parse(quotas));
    }

    /** The quotas of a tier; the first tier named is the one of calls without a tier. */
    public Builder tier(String tier, Quotas quotas) {
      tiers.put(tier, quotas);
      return this;
    }

    /** How a call's tier is found. */
    public Builder tierResolver(TierResolver tierResolver) {
      this.tierResolver = tierResolver;
      return this;
    }

    /** What a call costs; one unit by default. */
    public Builder cost(CostResolver cost) {
      this.cost = cost;
      return this;
    }

    /** What happens while the policy cannot count; {@link FailureRule#OPEN} by default. */
    public Builder failure(FailureRule failure) {
      this.failure = failure;
      return this;
    }

    /** Counts and tells listeners, but rejects nothing. */
    public Builder shadow(boolean shadow) {
      this.shadow = shadow;
      return this;
    }

    /**
     * Asks the state that nodes share about every call instead of taking units in advance: each
     * call costs a round trip, and what remains is told to the unit.
     */
    public Builder exact(boolean exact) {
      this.exact = exact;
      return this;
    }

    /** The policy, which needs quotas or at least one tier. */
    public Policy build() {
      Quotas first = quotas != null ? quotas : tiers.values().stream().findFirst().orElse(null);
      if (first == null) {
        throw new IllegalArgumentException("policy " + name + ": needs quotas or tiers");
      }
      return new Policy(this, first);
    }
  }
}

package io.limitrate.internal.engine;

import static java.util.stream.Collectors.toUnmodifiableMap;

import io.limitrate.Call;
import io.limitrate.CallOutcome.Counting;
import io.limitrate.CallerList;
import io.limitrate.Key;
import io.limitrate.Policy;
import io.limitrate.QuotaProvider;
import io.limitrate.Quotas;
import io.limitrate.Quotas.Schedule;
import io.limitrate.internal.customer.CustomerQuotas;
import io.limitrate.internal.engine.CountedPolicies.Lineage;
import io.limitrate.internal.engine.CountedTier.Terms;
import io.limitrate.internal.text.Suggestion;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A policy with the algorithms and key seeds by which one limiter counts. Thread-safe. */
final class CountedPolicy {
  /**
   * The order in which the limiter asks policies: first those that do not read the body, so that a
   * client that they reject occupies no thread by sending its body slowly; within each group the
   * strictest first.
   */
  static final Comparator<CountedPolicy> ORDER =
      Comparator.comparing((CountedPolicy counted) -> counted.mayReadBody)
          .thenComparing(
              Comparator.comparingLong((CountedPolicy counted) -> counted.periodNanos).reversed());

  private final StoreLimiter limiter;
  private final Policy policy;
  private final CountedTier untiered;
  private final Map<String, CountedTier> tiers;
  private final Generation generation;
  private final boolean mayReadBody;
  private final long periodNanos;
  private final @Nullable CallerList allow;
  private final @Nullable Counting counting;
  private final @Nullable PolicyBan ban;
  private final @Nullable CustomerTiers customers;
  private final @Nullable TierChoice choice;
  private final boolean needsEnd;

  CountedPolicy(
      StoreLimiter limiter,
      Policy policy,
      Lineage lineage,
      Key secret,
      @Nullable CustomerQuotas customers) {
    TierSeeds seeds = new TierSeeds(policy, secret, lineage.seeds());
    this.limiter = limiter;
    this.policy = policy;
    this.generation = lineage.generation().of(policy.name());
    this.untiered = tier(TierSeeds.UNTIERED, policy.quotas(), seeds);
    this.tiers =
        new TreeMap<>(policy.tiers())
            .entrySet().stream()
                .collect(
                    toUnmodifiableMap(
                        Map.Entry::getKey, tier -> tier(tier.getKey(), tier.getValue(), seeds)));
    this.mayReadBody = policy.mayReadBody();
    this.periodNanos = periodNanos(policy.quotas());
    this.allow = policy.allow().orElse(null);
    this.counting = policy.count().orElse(null);
    this.ban = PolicyBan.of(limiter, policy, secret);
    this.customers = customers == null ? null : customers(customers, seeds);
    this.choice = Reserve.over(this.customers, policy.reserve());
    this.needsEnd =
        !limiter.listeners.isEmpty()
            || customers != null
            || counting != null
            || untiered.slots()
            || tiers.values().stream().anyMatch(CountedTier::slots);
  }

  private CountedTier tier(String name, Quotas quotas, TierSeeds seeds) {
    CountedQuotas counted = counted(quotas);
    String known = name.equals(TierSeeds.UNTIERED) ? null : name;
    return tier(known, counted, seeds.seed(name, TierSeeds.shape(counted)));
  }

  private CountedTier tier(@Nullable String name, CountedQuotas counted, Key seed) {
    return new CountedTier(this, name, counted, seed, Terms.of(Slots.longestNanos(counted)));
  }

  private CustomerTiers customers(CustomerQuotas customers, TierSeeds seeds) {
    Function<Quotas, CountedTier> counted =
        own -> {
          CountedQuotas quotas = new CountedQuotas(own, exact(policy), 0, generation);
          return tier(null, quotas, seeds.shared(TierSeeds.shape(quotas)));
        };
    return new CustomerTiers(customers, counted, most(policy));
  }

  private static int most(Policy policy) {
    return policy.quotasFrom().map(QuotaProvider.Settings::maxEntries).orElse(0);
  }

  private CountedQuotas counted(Quotas quotas) {
    Schedule schedule = policy.schedule().orElse(null);
    return schedule == null
        ? new CountedQuotas(quotas, exact(policy), 0, generation)
        : new CountedQuotas(new CountedSchedule(schedule, quotas, exact(policy), generation));
  }

  /** Returns whether the policy does not count the caller. */
  boolean exempts(Call call) {
    return allow != null && CallerCheck.contains(allow, call);
  }

  /** Returns the lineage of a policy that continues with the counters of this one. */
  Lineage lineageOf(Policy next, Generation current) {
    boolean same =
        policy.quotas().equals(next.quotas())
            && policy.tiers().equals(next.tiers())
            && exact(policy) == exact(next);
    Map<String, Key> seeds = new HashMap<>();
    tiers.forEach((name, tier) -> seeds.put(name, tier.seed()));
    seeds.put(TierSeeds.UNTIERED, untiered.seed());
    return new Lineage(same ? generation : current, seeds);
  }

  /** A sliding log cannot take units back after the end of their lease. */
  private static boolean exact(Policy policy) {
    return policy.exact() || policy.count().isPresent();
  }

  /** Returns the longest average time between two units; the longer, the stricter. */
  private static long periodNanos(Quotas quotas) {
    return quotas.list().stream()
        .mapToLong(quota -> quota.window().toNanos() / quota.limit())
        .max()
        .orElse(0);
  }

  StoreLimiter limiter() {
    return limiter;
  }

  Policy policy() {
    return policy;
  }

  /** Returns what decides whether an ended call counts; {@code null} if each call counts. */
  @Nullable Counting counting() {
    return counting;
  }

  /** Returns what bans keys of this policy; {@code null} if the policy bans no key. */
  @Nullable PolicyBan ban() {
    return ban;
  }

  /** Returns whether the limiter must be told when a call of this policy ends. */
  boolean needsEnd() {
    return needsEnd;
  }

  /** Returns the quotas of calls whose tier is unknown. */
  CountedTier untiered() {
    return untiered;
  }

  /**
   * Returns the tier of this name.
   *
   * @param name {@code null} for the quotas of calls without a tier
   * @throws IllegalArgumentException when the policy has no such tier
   */
  CountedTier tier(@Nullable String name) {
    if (name == null) {
      return untiered;
    }
    CountedTier tier = tiers.get(name);
    if (tier == null) {
      Set<String> known = new TreeSet<>(tiers.keySet());
      throw new IllegalArgumentException(
          "policy "
              + policy.name()
              + ": tier \""
              + name
              + "\": must be one of its tiers "
              + known
              + Suggestion.of(name, known));
    }
    return tier;
  }

  /** Returns whether the policy has this tier, which is {@code null} for calls without a tier. */
  boolean hasTier(@Nullable String name) {
    return name == null || tiers.containsKey(name);
  }

  /** Returns the tiers by their names. */
  Map<String, CountedTier> tiers() {
    return tiers;
  }

  /** Returns the own quotas of a customer; {@code null} if none are known here. */
  @Nullable CountedTier own(String customer) {
    return customers == null ? null : customers.known(customer);
  }

  /**
   * Asks for the own quotas of a customer now.
   *
   * @throws IllegalArgumentException when the policy has no provider of quotas
   */
  void refresh(String customer) {
    if (customers == null) {
      throw new IllegalArgumentException(
          "policy " + policy.name() + ": has no provider of quotas: add quotas-from");
    }
    customers.refresh(customer);
  }

  /** Returns the own quotas of the caller, or else the tier of the call, as its class sees it. */
  CountedTier tier(Call call) {
    return choice == null ? listed(call) : choice.tier(call, this);
  }

  /** Returns the tier of the call among the tiers of the policy. */
  CountedTier listed(Call call) {
    String name = tiers.isEmpty() ? null : policy.tier(call);
    return name == null ? untiered : tiers.getOrDefault(name, untiered);
  }
}

package io.limitrate.internal.engine;

import io.limitrate.Decision;
import io.limitrate.Key;
import io.limitrate.KeySpec;
import io.limitrate.Policy;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Reads and changes the counts of single keys by hand. Each method asks the store, and throws a
 * {@link RuntimeException} when the store cannot be reached. Thread-safe.
 */
public final class ManualCounts {
  private final Store store;
  private final Fallback fallback;
  private final Clock clock;
  private final CountedPolicies policies;
  private final Listeners listeners;
  private final FullestScans scans;

  ManualCounts(
      Store store, Fallback fallback, Clock clock, CountedPolicies policies, Listeners listeners) {
    this.store = store;
    this.fallback = fallback;
    this.clock = clock;
    this.policies = policies;
    this.listeners = listeners;
    this.scans = new FullestScans(store, clock);
  }

  /**
   * A count: a key of a policy. After a reload it is the count of the policy's successor.
   *
   * @param tier the tier whose quotas count; {@code null} for the quotas of calls without a tier
   * @param customer the customer whose own quotas count, if the provider has given any and there is
   *     no tier; {@code null} if the customer is not known
   * @param key makes the key from the key specification of the policy and the seed of the tier
   */
  public record Count(
      Policy policy,
      @Nullable String tier,
      @Nullable String customer,
      BiFunction<KeySpec, Key, Key> key) {}

  /** Returns the key of an id, whatever the policy and the tier. */
  public record KeyOfId(Key key) implements BiFunction<KeySpec, Key, Key> {
    @Override
    public Key apply(KeySpec spec, Key seed) {
      return key;
    }
  }

  /** Returns the key of a count. */
  public Key key(Count count) {
    return locate(count).key;
  }

  /** Returns what a call of cost 0 would be told. Changes nothing. */
  public Decision peek(Count count) {
    Located at = locateQuotas(count);
    return store.acquire(at.key, at.tier.quotas(), 0, at.nowNanos);
  }

  /** Forgets what counts, here and in the store. */
  public void reset(Count count) {
    Located at = locateQuotas(count);
    store.reset(at.key, at.tier.quotas(), at.nowNanos);
    fallback.resetLocally(at.policy(), at.key, at.tier.quotas(), at.nowNanos);
  }

  /** Charges units as those of a call that has been made: even if this leaves a debt. */
  public void charge(Count count, long units) {
    Located at = locateQuotas(count);
    apply(at, new Transition.Settle(at.tier.quotas(), 0, units, at.nowNanos, at.nowNanos));
  }

  /** Gives back units, at most those that count. */
  public void giveBack(Count count, long units) {
    Located at = locateQuotas(count);
    apply(at, new ManualChange.GiveBack(at.tier.quotas(), units, at.nowNanos));
  }

  /** Changes the share of this node only after the store, so that a failed change does nothing. */
  private void apply(Located at, Transition<Decision> change) {
    store.apply(at.key, change);
    fallback.countLocally(at.policy(), at.key, change);
  }

  /**
   * Returns the keys of a policy that were rejected most often within the last minutes, the most
   * frequent first. Keys of tiers that a reload has removed are left out.
   */
  public List<RejectedKey> mostRejected(Policy policy) {
    CountedPolicy counted = policies.get(policy);
    return listeners.mostRejected(policy.name(), clock.nanos()).stream()
        .filter(one -> counted.hasTier(one.tier()))
        .toList();
  }

  /**
   * Returns the keys of a policy that have used the largest part of their quota, the fullest first,
   * at most a second old. Keys of tiers that a reload has removed are left out. Reads the whole
   * store, at most once a second.
   *
   * @throws IllegalArgumentException when {@code most} is not from 1 to 1,000
   */
  public List<FullKey> fullest(Policy policy, int most) {
    if (most < 1 || most > FullestScans.MOST_KEYS) {
      throw new IllegalArgumentException(
          "policy "
              + policy.name()
              + ": number of fullest keys "
              + most
              + ": must be from 1 to "
              + FullestScans.MOST_KEYS);
    }
    return scans.list(policies.get(policy), most);
  }

  /** Returns access to the bans of the same policies. */
  public ManualBans bans() {
    return new ManualBans(this);
  }

  @Nullable PolicyBan ban(Policy policy) {
    return policies.get(policy).ban();
  }

  long nanos() {
    return clock.nanos();
  }

  /** Asks the provider of a policy for the quotas of a customer now. */
  public void refresh(Policy policy, String customer) {
    policies.get(policy).refresh(customer);
  }

  Located locate(Count count) {
    CountedPolicy counted = policies.get(count.policy);
    long nowNanos = clock.nanos();
    CountedTier tier = tier(counted, count).at(clock, nowNanos);
    return new Located(tier, count.key.apply(counted.policy().key(), tier.seed()), nowNanos);
  }

  /**
   * Returns the place of a count whose quotas are needed. An id does not tell whether the quotas of
   * the policy or own quotas of a customer count, and the wrong quotas would misread the count.
   */
  private Located locateQuotas(Count count) {
    if (count.tier == null
        && count.key instanceof KeyOfId
        && policies.get(count.policy).policy().quotasFrom().isPresent()) {
      throw new IllegalArgumentException(
          "policy "
              + count.policy.name()
              + ": its customers have quotas of their own, which an id does not tell: name the key"
              + " by its value");
    }
    return locate(count);
  }

  private static CountedTier tier(CountedPolicy counted, Count count) {
    String customer = count.tier == null ? count.customer : null;
    CountedTier own = customer == null ? null : counted.own(customer);
    return own == null ? counted.tier(count.tier) : own;
  }

  /** The place of a count. */
  record Located(CountedTier tier, Key key, long nowNanos) {
    Policy policy() {
      return tier.policy().policy();
    }

    @Nullable PolicyBan ban() {
      return tier.policy().ban();
    }
  }

  /**
   * A key that has used units.
   *
   * @param tier the tier whose quotas count; {@code null} for other quotas
   * @param present the fullest quota, as a call without a cost is told it
   */
  public record FullKey(@Nullable String tier, Key key, Decision present) {}

  /**
   * A key that was rejected.
   *
   * @param tier the tier of the call; {@code null} for a call without a tier
   * @param rejections how often, at least
   */
  public record RejectedKey(@Nullable String tier, Key key, long rejections) {}
}

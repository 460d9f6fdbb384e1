package io.limitrate.internal.engine;

import io.limitrate.Call;
import io.limitrate.Decision;
import io.limitrate.Key;
import io.limitrate.Policy;
import io.limitrate.Quota;
import io.limitrate.Quotas.Ban;
import io.limitrate.internal.algorithm.BanAlgorithm;
import io.limitrate.internal.algorithm.BanAlgorithm.Status;
import io.limitrate.internal.algorithm.BanState;
import io.limitrate.internal.algorithm.BanStateCodec;
import io.limitrate.internal.concurrent.BoundedMemo;
import io.limitrate.internal.engine.BanTransition.Move;
import io.limitrate.internal.engine.BanTransition.Rules;
import io.limitrate.internal.engine.ManualBans.BannedKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The ban of one policy: rejects the calls of banned keys before the quotas, and counts the
 * rejections of other keys. A rejection that the policy does not enforce counts for no ban, because
 * the client does not see it. Nor does the rejection of a call that has to leave units to higher
 * classes, because a ban would reject the client's calls of these classes, too. Nor does a
 * rejection by quotas that stand in for those of a customer, who may have more. Thread-safe.
 */
final class PolicyBan {
  private static final BanStateCodec CODEC = new BanStateCodec();
  private static final int MOST = 1_000;
  private static final int TAG = 4;

  /** Separates the entries of bans from the entries of quotas that have the same key. */
  private static final long MASK = 0x6C69_6D69_7462_616EL;

  private final StoreLimiter limiter;
  private final Policy policy;
  private final Rules rules;

  /** The keys of calls without the parts of the key, by the seeds of the tiers. */
  private final BoundedMemo<Key, Key> absent = new BoundedMemo<>();

  private PolicyBan(StoreLimiter limiter, Policy policy, Ban ban, Key secret) {
    int tag = secret.with(TAG, policy.name()).hashCode();
    this.limiter = limiter;
    this.policy = policy;
    this.rules = Rules.of(new BanAlgorithm(ban, tag));
  }

  /** Returns the ban of a policy; {@code null} if the policy bans no key. */
  static @Nullable PolicyBan of(StoreLimiter limiter, Policy policy, Key secret) {
    Ban ban = policy.ban().orElse(null);
    return ban == null ? null : new PolicyBan(limiter, policy, ban, secret);
  }

  /**
   * Rejects the call if its key is banned, as far as this node knows. Otherwise the quotas decide,
   * and their rejection counts. Asks a shared store only about a rejection.
   */
  LedgerCharge decide(CountedTier tier, @Nullable String rule, Key key, long cost, long nowNanos) {
    if (!policy.enforces(key) || key.equals(absent.get(tier.seed(), this::absent))) {
      return limiter.count(tier, rule, key, cost, nowNanos);
    }
    Status known = recall(key, nowNanos);
    if (known != null && known.bannedNanos() > 0) {
      return banned(tier, rule, key, cost, nowNanos, known);
    }
    LedgerCharge charge = limiter.count(tier, rule, key, cost, nowNanos);
    return charge.decision().permitted()
            || charge.countedBy() != CountedBy.STORE
            || tier.sparedPercent() > 0
            || tier.standsIn()
        ? charge
        : struck(charge, tier);
  }

  /**
   * Returns the key that all calls without the parts of the key share, such as calls without a
   * login and the key {@code user}. This key is never banned, because the clients are different.
   */
  private Key absent(Key seed) {
    try {
      return policy.key().resolve(new Call() {}, seed);
    } catch (RuntimeException e) { // a resolver of the application needs a part of the call
      return seed;
    }
  }

  private @Nullable Status recall(Key key, long nowNanos) {
    try {
      return limiter.store.recall(entry(key), at(Move.LOOK, nowNanos));
    } catch (RuntimeException e) {
      limiter.listeners.unbanned(policy, e);
      return null;
    }
  }

  private static LedgerCharge banned(
      CountedTier tier, @Nullable String rule, Key key, long cost, long nowNanos, Status status) {
    Quota quota = tier.quotas().list().get(0);
    long waitNanos = status.bannedNanos();
    Decision decision = new Decision.Rejected(quota, 0, waitNanos, waitNanos);
    return LedgerCharge.counted(tier, rule, key, cost, nowNanos, decision, CountedBy.BAN);
  }

  /** Counts a rejection. Returns the charge, or that of a banned key if the key is banned now. */
  private LedgerCharge struck(LedgerCharge charge, CountedTier tier) {
    long nowNanos = charge.decidedNanos();
    Status status = strike(charge.key(), nowNanos);
    String rule = charge.rule().orElse(null);
    return status.bannedNanos() == 0
        ? charge
        : banned(tier, rule, charge.key(), charge.cost(), nowNanos, status);
  }

  private Status strike(Key key, long nowNanos) {
    try {
      return limiter.store.apply(entry(key), at(Move.STRIKE, nowNanos));
    } catch (RuntimeException e) {
      limiter.listeners.unbanned(policy, e);
      return Status.FREE;
    }
  }

  /** Returns the remaining time of the ban of a key in nanoseconds; 0 without a ban. */
  long look(Key key, long nowNanos) {
    return limiter.store.apply(entry(key), at(Move.LOOK, nowNanos)).bannedNanos();
  }

  /** Bans a key by hand. */
  void ban(Key key, long durationNanos, long nowNanos) {
    limiter.store.apply(entry(key), new BanTransition(rules, Move.BAN, durationNanos, nowNanos));
  }

  /** Deletes the state of a key. Returns whether the key was banned. */
  boolean lift(Key key, long nowNanos) {
    return limiter.store.apply(entry(key), at(Move.LIFT, nowNanos)).bannedNanos() > 0;
  }

  /** Returns at most a thousand running bans. */
  List<BannedKey> list(long ownNanos) {
    List<BannedKey> bans = new ArrayList<>();
    long nowNanos = limiter.store.stateNanos(ownNanos);
    limiter.store.forEach(
        CODEC,
        (entry, state) -> {
          BanState ban = (BanState) state;
          long leftNanos = ban.bannedNanos(nowNanos);
          boolean own = ban.tag() == rules.algorithm().tag();
          if (own && leftNanos > 0 && bans.size() < MOST) {
            bans.add(new BannedKey(entry(entry), Duration.ofNanos(leftNanos)));
          }
        });
    return bans;
  }

  private BanTransition at(Move move, long nowNanos) {
    return new BanTransition(rules, move, 0, nowNanos);
  }

  /** Maps the key of a client to the key of its ban entry, and back: XOR is its own inverse. */
  private static Key entry(Key key) {
    return new Key(key.high() ^ MASK, key.low());
  }
}

package io.limitrate.internal.engine;

import io.limitrate.CallOutcome;
import io.limitrate.Charge;
import io.limitrate.Decision;
import io.limitrate.Key;
import io.limitrate.Policy;
import io.limitrate.Quotas;
import io.limitrate.UnreadableCallException;
import io.limitrate.internal.concurrent.AtomicFields;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A charge of one call, which can be settled once. Thread-safe. */
final class LedgerCharge implements Charge {
  private static final Lookup OWN = MethodHandles.lookup();
  private static final VarHandle SETTLED = AtomicFields.of(OWN, "settled", boolean.class);
  private static final VarHandle INVOKED = AtomicFields.of(OWN, "invoked", boolean.class);
  private static final VarHandle ENDED = AtomicFields.of(OWN, "ended", boolean.class);
  private static final VarHandle RETURNED = AtomicFields.of(OWN, "returned", boolean.class);

  final CountedTier tier;
  private final @Nullable String rule;
  private final Key key;
  private final long cost;
  private final long nowNanos;
  private final Decision decision;
  private final CountedBy countedBy;
  private final @Nullable UnreadableCallException unreadable;

  @SuppressWarnings("unused") // through SETTLED
  private boolean settled;

  @SuppressWarnings("unused") // through INVOKED
  private boolean invoked;

  @SuppressWarnings("unused") // through ENDED
  private boolean ended;

  @SuppressWarnings("unused") // through RETURNED
  private boolean returned;

  private LedgerCharge(
      CountedTier tier,
      @Nullable String rule,
      Key key,
      long cost,
      long nowNanos,
      Decision decision,
      CountedBy countedBy,
      @Nullable UnreadableCallException unreadable) {
    this.tier = tier;
    this.rule = rule;
    this.key = key;
    this.cost = cost;
    this.nowNanos = nowNanos;
    this.decision = decision;
    this.countedBy = countedBy;
    this.unreadable = unreadable;
    this.settled = countedBy == CountedBy.NOWHERE || !decision.permitted();
  }

  /** Creates the charge of a policy that could count, in the store or in this node's share. */
  static LedgerCharge counted(
      CountedTier tier,
      @Nullable String rule,
      Key key,
      long cost,
      long nowNanos,
      Decision decision,
      CountedBy by) {
    return new LedgerCharge(tier, rule, key, cost, nowNanos, decision, by, null);
  }

  /**
   * Creates the charge of a policy whose failure rule decided. No units were taken, so none are
   * refunded.
   */
  static LedgerCharge uncounted(
      CountedTier tier, @Nullable String rule, Key key, long nowNanos, Decision decision) {
    return new LedgerCharge(tier, rule, key, 0, nowNanos, decision, CountedBy.NOWHERE, null);
  }

  /**
   * Creates the rejection of a call with a part that the client sent in unreadable form. No units
   * were taken.
   */
  static LedgerCharge unreadable(
      CountedTier tier, @Nullable String rule, long nowNanos, UnreadableCallException unreadable) {
    Decision decision = new Decision.Rejected(tier.quotas().list().get(0), 0, 0, Decision.NEVER);
    return new LedgerCharge(
        tier, rule, tier.seed(), 0, nowNanos, decision, CountedBy.NOWHERE, unreadable);
  }

  @Override
  public Policy policy() {
    return tier.policy().policy();
  }

  @Override
  public Optional<String> rule() {
    return Optional.ofNullable(rule);
  }

  @Override
  public Optional<String> tier() {
    return Optional.ofNullable(tier.name());
  }

  @Override
  public Quotas quotas() {
    return tier.quotas().quotas();
  }

  @Override
  public Key key() {
    return key;
  }

  @Override
  public long cost() {
    return cost;
  }

  long decidedNanos() {
    return nowNanos;
  }

  @Override
  public Decision decision() {
    return decision;
  }

  @Override
  public Optional<UnreadableCallException> unreadable() {
    return Optional.ofNullable(unreadable);
  }

  @Override
  public boolean counted() {
    return countedBy == CountedBy.STORE || banned();
  }

  @Override
  public boolean banned() {
    return countedBy == CountedBy.BAN;
  }

  @Override
  public long resetEpochSecond() {
    return limiter().clock.resetSecond(decision, nowNanos);
  }

  /**
   * {@inheritDoc} An unreadable call has no key of a client, so such a call is rejected unless the
   * policy is in shadow: a client cannot choose to escape.
   */
  @Override
  public boolean enforced() {
    return policy().enforces(key) || (unreadable != null && !policy().shadow());
  }

  /** Returns whether the policy must be told when the call of this charge ends. */
  boolean needsEnd() {
    return tier.policy().needsEnd();
  }

  /** Frees the slot, and notifies listeners that the call of this charge has ended; once. */
  void end(CallOutcome outcome) {
    if (needsEnd() && ENDED.compareAndSet(this, false, true)) {
      limiter().ends.ended(this, outcome);
    }
  }

  StoreLimiter limiter() {
    return tier.policy().limiter();
  }

  /** Returns whether there were units to settle. A failing store keeps the reservation. */
  boolean settle(long actual) {
    return limiter().settlements.settle(this, actual);
  }

  /** Returns whether the call has taken a slot among the calls in flight. */
  boolean slotted() {
    return tier.slots() && cost > 0 && countedBy != CountedBy.NOWHERE && decision.permitted();
  }

  Transition.Leave leaving(long leftAtNanos) {
    return new Transition.Leave(tier.quotas(), tier.slot(nowNanos), leftAtNanos);
  }

  /** Returns what decides whether the ended call counts; {@code null} if each call counts. */
  CallOutcome.@Nullable Counting counting() {
    return tier.policy().counting();
  }

  /** Refunds the units if the policy does not count a call with this result. */
  void settle(CallResult result) {
    CallOutcome.Counting counting = counting();
    if (counting != null) {
      limiter().settlements.settle(this, counting, result);
    }
  }

  /** Returns the transition from the units that are taken to the used units. */
  Transition<Decision> settlement(long taken, long actual, long settledAtNanos) {
    return new Transition.Settle(tier.quotas(), taken, actual, nowNanos, settledAtNanos);
  }

  /** Returns {@code true} for the first caller if there are units to settle. */
  boolean claimSettlement() {
    return SETTLED.compareAndSet(this, false, true);
  }

  /** Notes that the units are returned because of a result. */
  void returned() {
    RETURNED.setVolatile(this, true);
  }

  /** Returns {@code true} for the first caller if the units are returned because of a result. */
  boolean claimReturned() {
    return RETURNED.compareAndSet(this, true, false);
  }

  /** Returns the time since the decision. */
  Duration lasting(long untilNanos) {
    return Duration.ofNanos(untilNanos - nowNanos);
  }

  /** Returns where the units are counted. */
  CountedBy countedBy() {
    return countedBy;
  }

  /** Returns {@code true} once: this charge of the request covers its first invocation. */
  boolean claimInvocation() {
    return INVOKED.compareAndSet(this, false, true);
  }

  @Override
  public String toString() {
    return policy().name() + ": " + decision;
  }
}

package io.limitrate;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One policy's answer to one call, and the units it took.
 *
 * <p>Thread-safe: its units are settled once, whoever does it first.
 */
public final class Charge {
  private static final VarHandle SETTLED = handle("settled");
  private static final VarHandle INVOKED = handle("invoked");

  private final Policy policy;
  private final Quotas quotas;
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

  private Charge(
      Policy policy,
      Quotas quotas,
      Key key,
      long cost,
      long nowNanos,
      Decision decision,
      CountedBy countedBy,
      @Nullable UnreadableCallException unreadable) {
    this.policy = policy;
    this.quotas = quotas;
    this.key = key;
    this.cost = cost;
    this.nowNanos = nowNanos;
    this.decision = decision;
    this.countedBy = countedBy;
    this.unreadable = unreadable;
    this.settled = countedBy == CountedBy.NOBODY || !decision.permitted();
  }

  /** The answer of a policy that could count, by the store or by this node's share. */
  static Charge counted(
      Policy policy, Key key, Transition.Acquire acquire, Decision decision, CountedBy countedBy) {
    return new Charge(
        policy,
        acquire.quotas(),
        key,
        acquire.cost(),
        acquire.nowNanos(),
        decision,
        countedBy,
        null);
  }

  /** The answer of a policy's failure rule: nothing was taken, nothing will be given back. */
  static Charge uncounted(Policy policy, Key key, long nowNanos, Decision decision) {
    return new Charge(policy, policy.quotas(), key, 0, nowNanos, decision, CountedBy.NOBODY, null);
  }

  /** The rejection of a call whose client sent what cannot be read: nothing was taken. */
  static Charge unreadable(
      Policy policy, Key key, long nowNanos, UnreadableCallException unreadable) {
    Decision decision = new Decision.Rejected(policy.quotas().list().get(0), 0, 0, Decision.NEVER);
    return new Charge(
        policy, policy.quotas(), key, 0, nowNanos, decision, CountedBy.NOBODY, unreadable);
  }

  /** The policy that answered. */
  public Policy policy() {
    return policy;
  }

  /** The quotas that applied, those of the call's tier. */
  public Quotas quotas() {
    return quotas;
  }

  /** Who was counted. */
  public Key key() {
    return key;
  }

  /** The units asked for. */
  public long cost() {
    return cost;
  }

  /** What the policy said. */
  public Decision decision() {
    return decision;
  }

  /** Why the policy could not read its key or cost, if that is the client's error. */
  public Optional<UnreadableCallException> unreadable() {
    return Optional.ofNullable(unreadable);
  }

  /**
   * Whether the policy counted; otherwise its {@link FailureRule} answered, or the call is {@link
   * #unreadable}.
   */
  public boolean counted() {
    return countedBy == CountedBy.STORE;
  }

  /** Whether the call may go on as far as this policy is concerned: also a rejection in shadow. */
  public boolean permitted() {
    return decision.permitted() || policy.shadow();
  }

  long nowNanos() {
    return nowNanos;
  }

  /** The transition from what was reserved to what was used. */
  Transition settlement(long actual, long settledAtNanos) {
    return new Transition.Settle(quotas, cost, actual, nowNanos, settledAtNanos);
  }

  /** Whether there are units to settle: true once, for the first that asks. */
  boolean claimSettlement() {
    return SETTLED.compareAndSet(this, false, true);
  }

  /** Who has the units. */
  CountedBy countedBy() {
    return countedBy;
  }

  enum CountedBy {
    STORE,
    LOCAL_SHARE,
    NOBODY
  }

  /** Whether an invocation is covered by this charge of its request: true once. */
  boolean claimInvocation() {
    return INVOKED.compareAndSet(this, false, true);
  }

  private static VarHandle handle(String field) {
    try {
      return MethodHandles.lookup().findVarHandle(Charge.class, field, boolean.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  @Override
  public String toString() {
    return policy.name() + ": " + decision;
  }
}

package io.limitrate.internal.store.shared.lease;

import io.limitrate.Decision;
import io.limitrate.internal.engine.CountedQuotas;
import io.limitrate.internal.engine.ForeignTransition;
import io.limitrate.internal.engine.Transition.Acquire;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * A rejection that this node has cached: until its wait is over, the node rejects calls of the same
 * or a higher cost without a round trip. Other nodes may return units meanwhile, so the node
 * refreshes the rejection once a second while calls arrive. Thread-safe; the value is the time of
 * the last refresh.
 */
public final class CachedRejection extends AtomicLong {
  private static final long serialVersionUID = 1L;

  private static final long REFRESH_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final transient CountedQuotas quotas;
  private final long cost;
  private final transient LongFunction<?> answerAfter;
  private final long waitNanos;
  private final long atNanos;

  private CachedRejection(
      CountedQuotas quotas, long cost, LongFunction<?> answerAfter, long waitNanos, long atNanos) {
    super(atNanos);
    this.quotas = quotas;
    this.cost = cost;
    this.answerAfter = answerAfter;
    this.waitNanos = waitNanos;
    this.atNanos = atNanos;
  }

  /** Returns the rejection of a call. */
  public static CachedRejection of(Acquire acquire, Decision.Rejected rejected) {
    return new CachedRejection(
        acquire.quotas(),
        acquire.cost(),
        elapsed -> after(rejected, elapsed),
        rejected.waitNanos(),
        acquire.nowNanos());
  }

  private static Decision after(Decision.Rejected rejected, long elapsed) {
    long waitNanos = rejected.waitNanos();
    return new Decision.Rejected(
        rejected.quota(),
        rejected.remaining(),
        Math.max(0, rejected.resetNanos() - elapsed),
        waitNanos == Decision.NEVER ? Decision.NEVER : waitNanos - elapsed);
  }

  /** Returns the rejection that the answer to a foreign transition implies, or {@code null}. */
  @SuppressWarnings("unchecked") // an outcome has the answers of its transitions
  public static <A> @Nullable CachedRejection of(ForeignTransition<A> transition, Object answered) {
    A answer = (A) answered;
    long waitNanos = transition.rejectsForNanos(answer);
    return waitNanos == 0
        ? null
        : new CachedRejection(
            transition.quotas(),
            0,
            elapsed -> transition.answerAfter(answer, elapsed),
            waitNanos,
            transition.nowNanos());
  }

  /** Returns the rejection of a call, or {@code null} when the shared state has to decide. */
  public @Nullable Object answer(CountedQuotas requested, long askedCost, long nowNanos) {
    long elapsed = Math.max(0, nowNanos - atNanos);
    return requested.equals(quotas) && askedCost >= cost && elapsed < waitNanos
        ? answerAfter.apply(elapsed)
        : null;
  }

  /** Returns whether the wait is not over. */
  public boolean holds(long nowNanos) {
    return nowNanos - atNanos < waitNanos;
  }

  /**
   * Returns whether the wait is not over and is at most a lease's life, as the pause of a flood is.
   */
  public boolean pauses(long nowNanos) {
    return waitNanos <= quotas.leaseNanos() && holds(nowNanos);
  }

  /** Returns whether the wait was at most a lease's life, and ended less than a life ago. */
  boolean isShortAndRecent(long lifeNanos, long nowNanos) {
    return waitNanos <= lifeNanos && holds(nowNanos - lifeNanos);
  }

  long waitNanos() {
    return waitNanos;
  }

  /** Returns whether a refresh is due; true for one caller each time. */
  public boolean claimRefresh(long nowNanos) {
    long last = get();
    return nowNanos - last >= REFRESH_NANOS && compareAndSet(last, nowNanos);
  }

  public long cost() {
    return cost;
  }

  public CountedQuotas quotas() {
    return quotas;
  }
}

package io.limitrate.internal.store.shared.lease;

import io.limitrate.Decision;
import io.limitrate.internal.algorithm.Unused;
import io.limitrate.internal.engine.CountedQuotas;
import io.limitrate.internal.store.shared.update.UpdateCommand.Grant;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Units that this node holds as a lease. The units are charged already, so calls use them without a
 * round trip until the lease ends.
 *
 * <p>Thread-safe. The value is the number of units left, negative after the end.
 */
public final class HeldLease extends AtomicLong {
  private static final long serialVersionUID = 1L;
  private static final long OVER = Long.MIN_VALUE;

  /**
   * The node renews the lease when less than this part is left, so that no call waits for the
   * renewal.
   */
  private static final int LOW_PART = 4;

  private final transient CountedQuotas quotas;
  private final transient Grant grant;
  private final long grantedNanos;
  private final long usedBefore;
  private final transient AtomicBoolean renewed = new AtomicBoolean();

  /** The previous lease; its units are used first. */
  private transient volatile @Nullable HeldLease older;

  private transient volatile Seen seen;
  private transient volatile boolean pure = true;

  /** The number of unused units at the end. */
  private transient volatile long leftAtEnd;

  public HeldLease(
      CountedQuotas quotas, Grant grant, long grantedNanos, @Nullable HeldLease older) {
    super(grant.units());
    this.quotas = quotas;
    this.grant = grant;
    this.grantedNanos = grantedNanos;
    this.seen = new Seen(grant.seen(), grantedNanos);
    this.older = older != null && older.ended(grantedNanos) ? null : older;
    this.usedBefore = older == null ? 0 : older.ownUsed();
    if (older != null) {
      older.older = null;
    }
  }

  /** Returns a permission, or {@code null} when the lease has too few units. */
  public @Nullable Decision take(CountedQuotas requested, long cost, long nowNanos) {
    if (!serves(requested, nowNanos)) {
      return null;
    }
    HeldLease before = older;
    boolean taken = (before != null && before.take(cost, nowNanos)) || take(cost, nowNanos);
    return taken ? permitted(nowNanos) : null;
  }

  private boolean take(long cost, long nowNanos) {
    long left;
    do {
      left = get();
      if (left < cost || ended(nowNanos)) {
        return false;
      }
    } while (!compareAndSet(left, left - cost));
    return true;
  }

  /**
   * Puts units back into the lease that they came from.
   *
   * @param chargedAtNanos the time of the charge
   * @return {@code null} when the units may come from the shared state or from an older lease
   */
  public @Nullable Decision giveBack(
      CountedQuotas requested, long units, long chargedAtNanos, long nowNanos) {
    if (!pure || !serves(requested, nowNanos)) {
      return null;
    }
    HeldLease before = older;
    HeldLease from = before != null && before.covers(chargedAtNanos) ? before : this;
    boolean given = from.give(units, chargedAtNanos, nowNanos);
    return given ? permitted(nowNanos) : null;
  }

  private boolean covers(long chargedAtNanos) {
    return chargedAtNanos - grant.endNanos() < 0;
  }

  private boolean give(long units, long chargedAtNanos, long nowNanos) {
    long left;
    do {
      left = get();
      if (left < 0 || ended(nowNanos) || chargedAtNanos - grantedNanos < 0) {
        return false;
      }
    } while (!compareAndSet(left, left + units));
    return true;
  }

  /** Returns the newest known decision, with the units that this node holds. */
  public Decision permitted(long nowNanos) {
    Seen last = seen;
    HeldLease before = older;
    long held = Math.max(0, get()) + (before == null ? 0 : Math.max(0, before.get()));
    long sinceNanos = Math.max(0, nowNanos - last.atNanos);
    long resetNanos = Math.max(0, last.decision.resetNanos() - sinceNanos);
    return new Decision.Permitted(
        last.decision.quota(), last.decision.remaining() + held, resetNanos);
  }

  /**
   * Notes the newest decision of the shared state, which does not include the units of this lease.
   */
  public void observed(Decision decision, long nowNanos) {
    seen = new Seen(decision, nowNanos);
  }

  private record Seen(Decision decision, long atNanos) {}

  private boolean serves(CountedQuotas requested, long nowNanos) {
    return requested.equals(quotas) && !ended(nowNanos);
  }

  /** Returns the previous lease; {@code null} when that lease has ended. */
  public @Nullable HeldLease older() {
    return older;
  }

  public boolean ended(long nowNanos) {
    return nowNanos - grant.endNanos() >= 0;
  }

  public long endNanos() {
    return grant.endNanos();
  }

  public CountedQuotas quotas() {
    return quotas;
  }

  /**
   * Returns the number of units that calls have used since the grant, of this lease or the older.
   */
  long used() {
    HeldLease before = older;
    return ownUsed() + (before == null ? 0 : before.ownUsed() - usedBefore);
  }

  private long ownUsed() {
    long left = get();
    return grant.units() - (left < 0 || leftAtEnd > 0 ? leftAtEnd : left);
  }

  /** Returns true to one caller when the lease is nearly used up. */
  public boolean claimRenewal() {
    return get() <= grant.units() / LOW_PART
        && !renewed.get()
        && renewed.compareAndSet(false, true);
  }

  /**
   * Notes that the shared state charges calls too, so that a refund may not belong to this lease.
   */
  public void markMixed() {
    pure = false;
  }

  /** Returns whether units are left. */
  public boolean hasUnused() {
    return get() > 0;
  }

  /** Ends the lease and takes its unused units, or returns {@code null} when there are none. */
  public @Nullable Unused end() {
    long left = getAndSet(OVER);
    if (left <= 0) {
      return null;
    }
    leftAtEnd = leftAtEnd == 0 ? left : leftAtEnd;
    return new Unused(grant.leased(), left, grantedNanos, grant.endNanos());
  }

  /** Puts units back that {@link #end} has taken and the shared state has not. */
  public void keepUnused(long units) {
    set(units);
  }
}

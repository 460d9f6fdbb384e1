package io.limitrate.internal.store.shared;

import io.limitrate.Decision;
import io.limitrate.Quotas;
import io.limitrate.internal.algorithm.Unused;
import io.limitrate.internal.store.shared.Batch.Grant;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Units that this node took in advance: they are charged already, so calls may use them up without
 * asking anybody, until the lease ends.
 *
 * <p>Thread-safe. Its value is the units left; less than none once it is over.
 */
final class HeldLease extends AtomicLong {
  private static final long serialVersionUID = 1L;
  private static final long OVER = Long.MIN_VALUE;

  /** A new one is fetched when less than this part is left, so that nobody has to wait for it. */
  private static final int LOW_PART = 4;

  private final transient Quotas quotas;
  private final transient Grant grant;
  private final long grantedNanos;
  private final transient AtomicBoolean renewed = new AtomicBoolean();

  /** The lease before, whose units are used first as long as it lasts. */
  private transient volatile @Nullable HeldLease older;

  private transient volatile Seen seen;
  private transient volatile boolean pure = true;

  HeldLease(Quotas quotas, Grant grant, long grantedNanos, @Nullable HeldLease older) {
    super(grant.units());
    this.quotas = quotas;
    this.grant = grant;
    this.grantedNanos = grantedNanos;
    this.seen = new Seen(grant.seen(), grantedNanos);
    this.older = older != null && older.ended(grantedNanos) ? null : older;
    if (older != null) {
      older.older = null;
    }
  }

  /** The permission, if the units are there. */
  @Nullable Decision take(Quotas asked, long cost, long nowNanos) {
    if (!serves(asked, nowNanos)) {
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

  /** Puts units back that were charged at that time, if they came from here. */
  @Nullable Decision giveBack(Quotas asked, long units, long chargedAtNanos, long nowNanos) {
    if (!pure || !serves(asked, nowNanos)) {
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

  private Decision permitted(long nowNanos) {
    Seen last = seen;
    HeldLease before = older;
    long held = Math.max(0, get()) + (before == null ? 0 : Math.max(0, before.get()));
    long sinceNanos = Math.max(0, nowNanos - last.atNanos);
    long resetNanos = Math.max(0, last.decision.resetNanos() - sinceNanos);
    return new Decision.Permitted(
        last.decision.quota(), last.decision.remaining() + held, resetNanos);
  }

  /** Where the quota stands now, apart from what is held here. */
  void saw(Decision decision, long nowNanos) {
    seen = new Seen(decision, nowNanos);
  }

  private record Seen(Decision decision, long atNanos) {}

  private boolean serves(Quotas asked, long nowNanos) {
    return asked.equals(quotas) && !ended(nowNanos);
  }

  /** The lease before, as long as it may have units. */
  @Nullable HeldLease older() {
    return older;
  }

  boolean ended(long nowNanos) {
    return nowNanos - grant.endNanos() >= 0;
  }

  long endNanos() {
    return grant.endNanos();
  }

  Quotas quotas() {
    return quotas;
  }

  /** The units that calls have used so far. */
  long used() {
    return grant.units() - Math.max(0, get());
  }

  /** Whether it is nearly used up: true once. */
  boolean claimRenewal() {
    return get() <= grant.units() / LOW_PART
        && !renewed.get()
        && renewed.compareAndSet(false, true);
  }

  /** Calls are charged elsewhere as well from now on: what they give back need not be from here. */
  void mixed() {
    pure = false;
  }

  /** Ends the lease: what is left is the caller's to give back, if anything is. */
  @Nullable Unused end() {
    long left = getAndSet(OVER);
    return left > 0 ? new Unused(grant.leased(), left, grantedNanos, grant.endNanos()) : null;
  }
}

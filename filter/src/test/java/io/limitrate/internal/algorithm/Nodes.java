package io.limitrate.internal.algorithm;

import io.limitrate.Decision;
import io.limitrate.internal.algorithm.LeaseHistories.Event;
import io.limitrate.internal.algorithm.LeaseHistories.Leasing;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Nodes that lease from one state and record when each unit was used. The entry may be dropped
 * while it is idle.
 */
final class Nodes {

  /** Units that were used at one time. */
  record Use(long nanos, long units) {}

  private static final class Held {
    private final Lease lease;
    private final long chargedAtNanos;
    private long left;

    Held(Lease lease, long chargedAtNanos, long units) {
      this.lease = lease;
      this.chargedAtNanos = chargedAtNanos;
      this.left = units;
    }
  }

  private final Leasing leasing;
  private final LeasableAlgorithm algorithm;
  private final List<Held> leases = new ArrayList<>();
  private final List<Use> uses = new ArrayList<>();
  private @Nullable State state;
  private long now;

  Nodes(Leasing leasing, long start) {
    this.leasing = leasing;
    this.algorithm = leasing.algorithm();
    this.now = start;
  }

  List<Use> play(List<Event> events) {
    for (Event event : events) {
      long farthest = event.far() ? 2 * algorithm.spanNanos() : leasing.lifeNanos();
      now += event.step().of(farthest, event.number());
      if (event.number() % 2 == 0 && state != null && algorithm.idle(state, now)) {
        state = null;
      }
      switch (event.deed()) {
        case LEASE -> lease(event);
        case ACQUIRE -> acquire(event.units().of(algorithm.capacity(), event.number()));
        case USE -> use(event);
        case GIVE_BACK -> giveBack(event);
      }
    }
    useAllThatIsLeft();
    return uses;
  }

  /** The worst case: all leased and all free units are used at the last moment. */
  private void useAllThatIsLeft() {
    long from = now;
    leases.sort(Comparator.comparingLong(held -> held.lease.endNanos() - from));
    for (Held held : leases) {
      long end = held.lease.endNanos();
      if (held.left > 0 && end - now >= 0) {
        now = end;
        uses.add(new Use(end, held.left));
        acquire(algorithm.acquire(state, 0, now).answer().remaining());
      }
    }
  }

  private void lease(Event event) {
    long remaining = algorithm.acquire(state, 0, now).answer().remaining();
    if (remaining > 0) {
      long units = 1 + event.units().of(remaining - 1, event.number());
      long life = event.until().of(leasing.lifeNanos(), event.number() / 7);
      Lease lease = algorithm.lease(state, units, now, now + life);
      leases.add(new Held(lease, now, units));
      state = lease.next();
    }
  }

  private void acquire(long cost) {
    Step<Decision> step = algorithm.acquire(state, cost, now);
    state = step.next();
    if (step.answer().permitted()) {
      uses.add(new Use(now, cost));
    }
  }

  /**
   * Uses units at any time up to the end. Using units touches no state, so future uses can be
   * recorded now.
   */
  private void use(Event event) {
    Held held = held(event);
    if (held != null && held.lease.endNanos() - now >= 0) {
      long units = event.units().of(held.left, event.number());
      long later = event.until().of(held.lease.endNanos() - now, event.number() / 7);
      held.left -= units;
      uses.add(new Use(now + later, units));
    }
  }

  private void giveBack(Event event) {
    Held held = held(event);
    if (held != null) {
      long units = event.units().of(held.left, event.number());
      held.left -= units;
      state =
          algorithm.giveBack(
              state, held.lease.unused(units, held.chargedAtNanos), leasing.lifeNanos(), now);
    }
  }

  private @Nullable Held held(Event event) {
    List<Held> some = leases.stream().filter(held -> held.left > 0).toList();
    return some.isEmpty() ? null : some.get(some.size() - 1 - event.lease() % some.size());
  }
}

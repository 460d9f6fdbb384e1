package io.limitrate.internal.store.shared;

import io.limitrate.internal.algorithm.Unused;
import io.limitrate.internal.engine.CountedQuotas;
import io.limitrate.internal.store.shared.StoreRequest.LeaseReturn;
import io.limitrate.internal.store.shared.lease.HeldLease;
import io.limitrate.internal.store.shared.strategy.Deadline;
import io.limitrate.internal.store.shared.strategy.SharedEntry;
import io.limitrate.internal.store.shared.update.UnitReturn;
import io.limitrate.internal.store.shared.update.UpdateCommand.Outcome;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The unused units of ended leases that the operation of one batch returns. Several threads may use
 * an object one after the other, never at the same time.
 */
final class LeaseReturns {
  private final LocalEntry entry;
  private final SharedEntry target;
  private final CountedQuotas quotas;
  private final List<LeaseReturn> requests = new ArrayList<>();
  private final Map<HeldLease, Unused> carried = new LinkedHashMap<>();

  LeaseReturns(LocalEntry entry, SharedEntry target, CountedQuotas quotas) {
    this.entry = entry;
    this.target = target;
    this.quotas = quotas;
  }

  void add(LeaseReturn request) {
    requests.add(request);
  }

  /** Returns whether a lease has to return its units without a charge. */
  boolean isRequested() {
    return requests.stream().anyMatch(request -> entry.ended().keeps(request.lease()));
  }

  /** Takes the units of all ended leases, for an operation that also charges. */
  List<Unused> takeAll() {
    return take(lease -> lease.quotas().equals(quotas));
  }

  /**
   * Returns the units of the requested leases without a charge, and blocks the thread. If reading
   * the entry fails, the units wait for another attempt. If writing fails, they stay charged,
   * because the store may have them.
   */
  void giveBack(SharedState sharedState, long nowNanos) {
    List<Unused> unused = target.acceptsReturns() ? take(this::isRequested) : List.of();
    if (unused.isEmpty()) {
      return;
    }
    Deadline deadline = sharedState.newDeadline();
    entry.started(deadline);
    int attempts = requests.stream().mapToInt(LeaseReturn::attempts).max().orElse(1);
    try {
      UnitReturn units = new UnitReturn(quotas, nowNanos, unused);
      Outcome outcome = sharedState.giveBack(target, units, attempts, deadline);
      entry.remember(null);
      entry.stored(outcome.next());
      cameBack(outcome.returned());
    } finally {
      if (!deadline.unanswered()) {
        carried.clear();
      }
    }
  }

  private boolean isRequested(HeldLease lease) {
    return requests.stream().anyMatch(request -> request.lease() == lease);
  }

  private List<Unused> take(Predicate<HeldLease> which) {
    for (HeldLease lease : entry.ended().take(which)) {
      Unused unused = lease.end();
      if (unused != null) {
        carried.put(lease, unused);
      }
    }
    return List.copyOf(carried.values());
  }

  /** Keeps the units that did not come back. They came back from the first lease on. */
  void cameBack(long units) {
    long left = units;
    for (Map.Entry<HeldLease, Unused> each : carried.entrySet()) {
      long kept = Math.max(0, each.getValue().units() - left);
      left -= each.getValue().units() - kept;
      if (kept > 0) {
        each.getKey().keepUnused(kept);
        entry.ended().keep(each.getKey());
      }
    }
    carried.clear();
  }

  /** Returns the leases whose return needs another attempt: all, or the requested ones. */
  List<HeldLease> unreturned(boolean all) {
    List<HeldLease> kept = target.acceptsReturns() ? entry.ended().all() : List.of();
    return all ? kept : kept.stream().filter(this::isRequested).toList();
  }
}

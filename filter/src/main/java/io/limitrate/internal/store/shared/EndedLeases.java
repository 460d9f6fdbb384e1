package io.limitrate.internal.store.shared;

import io.limitrate.internal.store.shared.lease.HeldLease;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** The ended leases of a key whose unused units no operation has returned yet. Thread-safe. */
final class EndedLeases {
  private volatile List<HeldLease> leases = List.of();

  /** Keeps a lease until an operation takes it. */
  synchronized void keep(HeldLease lease) {
    if (!leases.contains(lease)) {
      List<HeldLease> more = new ArrayList<>(leases);
      more.add(lease);
      leases = List.copyOf(more);
    }
  }

  /** Returns whether no operation has taken the lease. */
  boolean keeps(HeldLease lease) {
    return leases.contains(lease);
  }

  /** Removes and returns some of the leases. */
  synchronized List<HeldLease> take(Predicate<HeldLease> which) {
    List<HeldLease> taken = leases.stream().filter(which).toList();
    leases = leases.stream().filter(which.negate()).toList();
    return taken;
  }

  /** Returns the leases at this moment. */
  List<HeldLease> all() {
    return leases;
  }
}

package io.limitrate.internal.store.shared;

import io.limitrate.internal.store.shared.SimulatedStore.Load;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * The result of a scenario: a line of the table in docs/scaling.md. Rates are of all nodes
 * together, in a second.
 *
 * @param mostCharges the most charges by docs/scaling.md
 * @param charges updates that charged calls or granted a lease
 * @param returns updates that returned units
 * @param operations operations on the entry, with the lost races
 * @param lostRaces operations that failed because another node was faster
 * @param givenUp updates that failed in all attempts
 * @param mostOfQuota the most units used in any interval, as a part of the quota
 * @param fairness Jain's index of the permitted shares of the nodes' calls
 * @param leastToMost the smallest of these shares divided by the largest
 * @param unused the part of the quota, or of the calls if there are fewer, that was not permitted
 * @param waiting the part of the calls that waited for the store
 * @param longestWaitMillis the longest wait of a call
 * @param undecided the part of the calls that the failure rule decided
 */
record HotKeyResult(
    Scenario scenario,
    double calls,
    double mostCharges,
    double charges,
    double returns,
    double operations,
    double lostRaces,
    double givenUp,
    double mostOfQuota,
    double fairness,
    double leastToMost,
    double unused,
    double waiting,
    double longestWaitMillis,
    double undecided) {
  static final String HEADER =
      """
      | scenario | calls/s | charges/s: formula | charges/s | returns/s | operations/s \
      | lost races/s (given up) | most of quota | Jain's index | least/most | unused \
      | calls that wait | longest wait | failure rule |
      |---|---|---|---|---|---|---|---|---|---|---|---|---|---|\
      """;

  static HotKeyResult of(Scenario scenario, Load load, Tally tally) {
    double seconds = scenario.seconds();
    double possible = Math.min((double) tally.offered(), scenario.units());
    return new HotKeyResult(
        scenario,
        tally.offered() / seconds,
        scenario.mostCharges(),
        load.charges / seconds,
        load.returns / seconds,
        load.operations / seconds,
        load.lostRaces / seconds,
        load.givenUp / seconds,
        tally.mostOfQuota(scenario.quota()),
        tally.fairness(),
        tally.leastToMost(),
        Math.max(0, 1 - tally.permitted() / possible),
        tally.waiting(),
        (double) tally.longestWaitNanos() / TimeUnit.MILLISECONDS.toNanos(1),
        tally.undecided());
  }

  String line() {
    return String.format(
        Locale.ROOT,
        "| %s | %,.0f | %,.0f | %,.0f (%+.0f %%) | %,.0f | %,.0f | %,.0f (%,.0f) | %.4f | %.4f"
            + " | %.2f | %.1f %% | %.1f %% | %.0f ms | %.2f %% |",
        scenario.name(),
        calls,
        mostCharges,
        charges,
        100 * (charges / mostCharges - 1),
        returns,
        operations,
        lostRaces,
        givenUp,
        mostOfQuota,
        fairness,
        leastToMost,
        100 * unused,
        100 * waiting,
        longestWaitMillis,
        100 * undecided);
  }
}

package io.limitrate.internal.store.shared;

import io.limitrate.Quota;
import io.limitrate.internal.engine.CountedQuotas;
import io.limitrate.internal.store.shared.SimulatedStore.Kind;
import java.util.List;

/**
 * What happens in a simulation of one key that all nodes share.
 *
 * @param quotas count the key, for all nodes together
 * @param perSecond the mean number of calls on a node in a second
 * @param trouble what happens to a tenth of the nodes
 * @param fromSecond the beginning of the measurement
 * @param toSecond the end of the measurement; trouble begins in the middle
 */
record Scenario(
    String name,
    Kind kind,
    int nodes,
    CountedQuotas quotas,
    double perSecond,
    Trouble trouble,
    int fromSecond,
    int toSecond) {

  /** What happens to a tenth of the nodes. */
  enum Trouble {
    NONE,
    /** Each second another tenth of the nodes gets 90 % of the calls. */
    MOVING,
    /** The nodes die, and their calls go to the other nodes. */
    LOSS,
    /** The nodes stop for half a second. */
    PAUSE
  }

  /** Returns the scenarios of docs/scaling.md. */
  static List<Scenario> all(int nodes) {
    CountedQuotas minute = CountedQuotas.parse(6_000 * nodes + "/1m");
    CountedQuotas window = CountedQuotas.parse(6_000 * nodes + "/1m fixed-window");
    CountedQuotas second = CountedQuotas.parse(400 * nodes + "/1s");
    Scenario steady =
        new Scenario("steady", Kind.PROCESSOR, nodes, minute, 80, Trouble.NONE, 2, 10);
    Scenario flood =
        new Scenario("flood", Kind.PROCESSOR, nodes, minute, 1_000, Trouble.NONE, 10, 22);
    return List.of(
        steady,
        steady.with("moving", Trouble.MOVING),
        steady.with("loss", Trouble.LOSS),
        steady.with("pause", Trouble.PAUSE),
        flood,
        flood.with("flood, fixed window", window, 1_000, 0, 8),
        steady.with("steady, a second", second, 320, 1, 4),
        flood.with("flood, a second", second, 4_000, 1, 3),
        steady.over(Kind.EXCHANGE),
        flood.over(Kind.EXCHANGE));
  }

  /** Returns the scenario of a name. */
  static Scenario of(int nodes, String name) {
    return all(nodes).stream()
        .filter(it -> it.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no scenario " + name));
  }

  private Scenario with(String other, Trouble happens) {
    return new Scenario(other, kind, nodes, quotas, perSecond, happens, fromSecond, toSecond);
  }

  private Scenario with(String other, CountedQuotas counted, double calls, int from, int to) {
    return new Scenario(other, kind, nodes, counted, calls, trouble, from, to);
  }

  private Scenario over(Kind store) {
    return new Scenario(
        name + ", exchange", store, nodes, quotas, perSecond, trouble, fromSecond, toSecond);
  }

  int seconds() {
    return toSecond - fromSecond;
  }

  Quota quota() {
    return quotas.list().get(0);
  }

  /** Returns the calls that the quota permits in the measurement, if there are enough calls. */
  double units() {
    return quota().kind() == Quota.Kind.FIXED_WINDOW ? quota().limit() : regained() * seconds();
  }

  /** Returns the units that the quota regains in a second. */
  private double regained() {
    return (double) quota().limit() / quota().window().toSeconds();
  }

  /** Returns the mean number of calls on a node in a second. */
  double calls(int node, int second) {
    if (trouble == Trouble.MOVING) {
      return perSecond * (node % 10 == second % 10 ? 9 : 1.0 / 9);
    }
    return perSecond;
  }

  /**
   * Returns the most charges of all nodes in a second, by docs/scaling.md. A node renews a lease
   * when a quarter is left, and makes two charges more when its calls become many more. In a flood
   * a node waits for a 16th of the life of a lease, and on average for half of this life if the
   * quota is a token bucket.
   */
  double mostCharges() {
    double lives = nodes * 1e9 / quotas.leaseNanos();
    double growing = trouble == Trouble.MOVING ? nodes / 10.0 : 0;
    double asked = quota().kind() == Quota.Kind.TOKEN_BUCKET ? 3 : 16;
    return perSecond * nodes > regained() ? asked * lives : lives * 4 / 3 + 2 * growing;
  }
}

package io.limitrate.internal.store.shared;

import io.limitrate.Quota;
import io.limitrate.internal.store.shared.SimulatedNode.Call;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Counts the calls of a simulation, in all and in the time of the measurement. */
final class Tally {
  private final long fromNanos;
  private final long[] offered;
  private final long[] permitted;
  private long[] uses = new long[1024];
  private int used;
  private long waiting;
  private long longestWaitNanos;
  private long undecided;

  /**
   * Creates a tally.
   *
   * @param fromNanos the beginning of the measurement
   */
  Tally(int nodes, long fromNanos) {
    this.fromNanos = fromNanos;
    this.offered = new long[nodes];
    this.permitted = new long[nodes];
  }

  void add(int node, Call call) {
    boolean isPermitted = call.decision() != null && call.decision().permitted();
    if (isPermitted) {
      uses = used == uses.length ? Arrays.copyOf(uses, 2 * used) : uses;
      uses[used++] = call.atNanos();
    }
    if (call.atNanos() >= fromNanos) {
      long waitNanos = call.answeredNanos() - call.atNanos();
      offered[node]++;
      permitted[node] += isPermitted ? 1 : 0;
      waiting += waitNanos > 0 ? 1 : 0;
      undecided += call.decision() == null ? 1 : 0;
      longestWaitNanos = Math.max(longestWaitNanos, waitNanos);
    }
  }

  long offered() {
    return Arrays.stream(offered).sum();
  }

  long permitted() {
    return Arrays.stream(permitted).sum();
  }

  /** Returns the share of calls that waited for the store. */
  double waiting() {
    return (double) waiting / offered();
  }

  long longestWaitNanos() {
    return longestWaitNanos;
  }

  /** Returns the share of calls that the failure rule decided. */
  double undecided() {
    return (double) undecided / offered();
  }

  /**
   * Returns the fairness between nodes by the permitted share of their calls: 1 when all nodes have
   * the same share, 1/n when one of n nodes has everything.
   *
   * @see <a href="https://arxiv.org/abs/cs/9809099">Jain, Chiu, Hawe: A Quantitative Measure of
   *     Fairness (1984)</a>
   */
  double fairness() {
    double[] shares = shares();
    double sum = Arrays.stream(shares).sum();
    return sum * sum / (shares.length * Arrays.stream(shares).map(share -> share * share).sum());
  }

  /** Returns the smallest permitted share of a node divided by the largest. */
  double leastToMost() {
    double[] shares = shares();
    return Arrays.stream(shares).min().orElse(1) / Arrays.stream(shares).max().orElse(1);
  }

  private double[] shares() {
    return IntStream.range(0, offered.length)
        .filter(node -> offered[node] > 0)
        .mapToDouble(node -> (double) permitted[node] / offered[node])
        .toArray();
  }

  /**
   * Returns how much of the quota was used at most, 1 if the quota holds: of a token bucket, the
   * units that any interval used beyond the rate, as a part of the burst; of a fixed window, the
   * units of a window as a part of the limit. This is calculated from the times of use, without
   * code of Limitrate.
   */
  double mostOfQuota(Quota quota) {
    long[] times = Arrays.copyOf(uses, used);
    Arrays.sort(times);
    double most =
        quota.kind() == Quota.Kind.FIXED_WINDOW
            ? mostOfWindow(times, quota.window().toNanos())
            : mostOfBucket(times, (double) quota.limit() / quota.window().toNanos());
    return most / quota.limit();
  }

  private static double mostOfWindow(long[] times, long windowNanos) {
    return Arrays.stream(times)
        .boxed()
        .collect(Collectors.groupingBy(time -> time / windowNanos, Collectors.counting()))
        .values()
        .stream()
        .mapToLong(count -> count)
        .max()
        .orElse(0);
  }

  private static double mostOfBucket(long[] times, double perNano) {
    double level = 0;
    double highest = 0;
    for (int i = 0; i < times.length; i++) {
      double refill = i == 0 ? 0 : (times[i] - times[i - 1]) * perNano;
      level = Math.max(0, level - refill) + 1;
      highest = Math.max(highest, level);
    }
    return highest;
  }
}

package io.limitrate.tck.cluster;

import java.time.Duration;
import java.util.Arrays;

/**
 * The result of a node's load.
 *
 * @param admitted the number of permitted calls
 * @param rejected the number of calls that were counted and rejected
 * @param failed the number of calls that the node could not count, permitted or not
 * @param median the median time of a decision
 * @param p99 the 99th percentile of the times
 * @param longest the longest time of a decision
 */
record Served(
    long admitted, long rejected, long failed, Duration median, Duration p99, Duration longest) {

  static Served of(long admitted, long rejected, long failed, long[] nanos) {
    long[] sorted = nanos.clone();
    Arrays.sort(sorted);
    return new Served(admitted, rejected, failed, at(sorted, 0.5), at(sorted, 0.99), at(sorted, 1));
  }

  private static Duration at(long[] sorted, double part) {
    int index = (int) Math.ceil(part * sorted.length) - 1;
    return index < 0 ? Duration.ZERO : Duration.ofNanos(sorted[index]);
  }

  String text() {
    return String.join(
        " ",
        Long.toString(admitted),
        Long.toString(rejected),
        Long.toString(failed),
        median.toString(),
        p99.toString(),
        longest.toString());
  }

  static Served parse(String text) {
    String[] words = text.split(" ");
    return new Served(
        Long.parseLong(words[0]),
        Long.parseLong(words[1]),
        Long.parseLong(words[2]),
        Duration.parse(words[3]),
        Duration.parse(words[4]),
        Duration.parse(words[5]));
  }
}

package io.limitrate.tck.cluster;

import java.time.Duration;
import java.util.Arrays;

/**
 * What became of a node's load.
 *
 * @param admitted the calls that were permitted
 * @param rejected the calls that were rejected and counted
 * @param failed the calls that could not be counted, permitted or not
 * @param median how long half of the decisions took at most
 * @param p99 how long 99 % of them took at most
 * @param longest how long the longest took
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

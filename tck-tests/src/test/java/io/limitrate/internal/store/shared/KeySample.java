package io.limitrate.internal.store.shared;

import io.limitrate.Key;
import io.limitrate.internal.engine.CountedQuotas;
import io.limitrate.internal.store.shared.SimulatedStore.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.LongToDoubleFunction;
import java.util.stream.LongStream;

/**
 * Simulates a sample of many keys with the quota {@code 100/1m}. Their demand has the distribution
 * of Zipf: the calls of a key are proportional to 1/rank. The keys have nothing in common but the
 * nodes, so each key can stand for others: the ranks from 10^i to 10^(i+1) are a stratum, of which
 * a uniform sample is simulated.
 *
 * @param nodesOfKey the number of nodes that get the calls of a key
 * @param hottest the calls of the key of rank 1 in a second
 */
record KeySample(long keys, int nodesOfKey, double hottest, long seed) {
  private static final CountedQuotas QUOTAS = CountedQuotas.parse("100/1m");
  private static final double REGAINED = 100 / 60.0;
  private static final long SECOND_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final int MOST_SAMPLED = 300;

  /** An entry of this quota expires this time after its last write. */
  private static final int RETENTION_SECONDS = 300;

  /** A key with more than four calls in a second uses up its quota within 200 calls. */
  private static final int CALLS_TO_FLOOD = 200;

  /**
   * Returns a sample of keys with so many calls in a second, of all keys.
   *
   * @param nodesOfKey the number of nodes that get the calls of a key
   */
  static KeySample of(long keys, double calls, int nodesOfKey, long seed) {
    return new KeySample(keys, nodesOfKey, calls / sum(keys, rank -> 1.0 / rank), seed);
  }

  private static double sum(long keys, LongToDoubleFunction of) {
    return LongStream.rangeClosed(1, keys).mapToDouble(of).sum();
  }

  private double calls(long rank) {
    return hottest / rank;
  }

  /**
   * Returns the most operations of a key in a second, by docs/scaling.md: one for each call, and
   * two for each node and each unit that the quota regains.
   */
  double mostOperations(long rank) {
    return Math.min(calls(rank), 2 * REGAINED * nodesOfKey);
  }

  /** Returns the most operations of all keys in a second, by docs/scaling.md. */
  double mostOperations() {
    return sum(keys, this::mostOperations);
  }

  /** Returns the number of entries by docs/scaling.md: the keys with a call in the retention. */
  double entries() {
    return sum(keys, rank -> -Math.expm1(-calls(rank) * RETENTION_SECONDS));
  }

  /** Simulates the sample. */
  List<Stratum> simulate() {
    SplittableRandom random = new SplittableRandom(seed);
    List<Stratum> strata = new ArrayList<>();
    for (long first = 1; first <= keys; first *= 10) {
      long last = Math.min(keys, 10 * first - 1);
      strata.add(simulate(first, last, random.split()));
    }
    return strata;
  }

  private Stratum simulate(long first, long last, SplittableRandom random) {
    Timeline timeline = new Timeline();
    try (SimulatedStore store = new SimulatedStore(Kind.PROCESSOR, timeline, random.split())) {
      SimulatedNode[] nodes = new SimulatedNode[nodesOfKey];
      for (int i = 0; i < nodes.length; i++) {
        nodes[i] = new SimulatedNode(timeline, store, call -> {});
      }
      long[] ranks = ranks(first, last, random);
      for (long rank : ranks) {
        arrive(timeline, nodes, rank, random.split());
      }
      long halfSeconds = halfSeconds(last);
      timeline.runUntil(Timeline.START_NANOS + halfSeconds * SECOND_NANOS);
      store.resetLoads();
      timeline.runUntil(Timeline.START_NANOS + 2 * halfSeconds * SECOND_NANOS);
      return Stratum.of(first, last, ranks, halfSeconds, store, key -> nodes[0].name(key, QUOTAS));
    }
  }

  /** Half of the simulation prepares the other half, which is measured. */
  private long halfSeconds(long last) {
    return Math.max(2, Math.min(RETENTION_SECONDS / 2, (long) (CALLS_TO_FLOOD / calls(last))));
  }

  private static long[] ranks(long first, long last, SplittableRandom random) {
    return last - first < MOST_SAMPLED
        ? LongStream.rangeClosed(first, last).toArray()
        : random.longs(MOST_SAMPLED, first, last + 1).distinct().toArray();
  }

  /** Schedules the next call of a key on one of the nodes. */
  private void arrive(
      Timeline timeline, SimulatedNode[] nodes, long rank, SplittableRandom random) {
    timeline.after(
        (long) (SECOND_NANOS * random.nextExponential() / calls(rank)),
        () -> {
          nodes[random.nextInt(nodes.length)].call(new Key(0, rank), QUOTAS);
          arrive(timeline, nodes, rank, random);
        });
  }
}

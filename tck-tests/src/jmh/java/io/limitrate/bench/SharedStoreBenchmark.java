package io.limitrate.bench;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Decisions of eight threads on a quota of 100,000 a second that two nodes share. Measures the
 * number and the duration of decisions, how many of them ask the store, and how many calls are
 * permitted beyond the quota.
 */
@BenchmarkMode({Mode.Throughput, Mode.SampleTime})
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 3, time = 2)
@Fork(
    value = 1,
    jvmArgs = {
      "--add-modules=java.se",
      "--add-exports=java.base/jdk.internal.ref=ALL-UNNAMED",
      "--add-opens=java.base/java.lang=ALL-UNNAMED",
      "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
      "--add-opens=java.management/sun.management=ALL-UNNAMED",
      "--add-opens=jdk.management/com.sun.management.internal=ALL-UNNAMED"
    })
@Threads(8)
@State(Scope.Benchmark)
public class SharedStoreBenchmark {
  static final long LIMIT = 100_000;

  /** The store that contains the state. */
  @Param({"redis", "hazelcast"})
  public String store;

  /** The limiter under test, with its mode. */
  @Param({
    "limitrate",
    "limitrate-exact",
    "bucket4j",
    "bucket4j-batching",
    "bucket4j-delaying",
    "bucket4j-predicting"
  })
  public String limiter;

  /** The number of keys. All keys are equally frequent. */
  @Param({"1", "1000"})
  public int keys;

  private final AtomicInteger threads = new AtomicInteger();
  private final LongAdder decided = new LongAdder();
  private final LongAdder permitted = new LongAdder();
  private SharedNodes nodes;
  private long startNanos;

  /** Starts the store and the nodes. */
  @Setup(Level.Trial)
  public void start() throws Exception {
    nodes =
        limiter.startsWith("limitrate")
            ? SharedLimitrate.start(store, keys, limiter.endsWith("exact"))
            : SharedBucket4j.start(store, keys, limiter);
    startNanos = System.nanoTime();
  }

  /** Prints the totals of the whole trial, warm-up included. */
  @TearDown(Level.Trial)
  public void end() throws Exception {
    double seconds = (System.nanoTime() - startNanos) / 1e9;
    double allowed = keys * (LIMIT + LIMIT * seconds);
    System.out.printf(
        "%n%s over %s, %d keys: %.5f store operations a decision; permitted %d, allowed %.0f: %+.2f"
            + " %%%n",
        limiter,
        store,
        keys,
        (double) nodes.operations() / decided.sum(),
        permitted.sum(),
        allowed,
        Math.max(0, permitted.sum() - allowed) / allowed * 100);
    nodes.close();
  }

  /** A thread and its node. */
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.OPERATIONS)
  public static class Caller {
    /** The number of permitted calls. */
    public long admitted;

    private int node;

    /** Assigns half of the threads to each node. */
    @Setup(Level.Trial)
    public void choose(SharedStoreBenchmark benchmark) {
      node = benchmark.threads.getAndIncrement() % SharedNodes.NODES;
    }
  }

  /** Makes one decision. */
  @Benchmark
  public boolean decide(Caller caller) {
    boolean admitted =
        nodes.permits(caller.node, keys == 1 ? 0 : ThreadLocalRandom.current().nextInt(keys));
    decided.increment();
    if (admitted) {
      permitted.increment();
      caller.admitted++;
    }
    return admitted;
  }
}

package io.limitrate.bench;

import io.limitrate.Call;
import io.limitrate.FailureRule;
import io.limitrate.Key;
import io.limitrate.Policy;
import io.limitrate.config.LocalSource;
import io.limitrate.config.SharedSource;
import io.limitrate.config.StoreSettings;
import io.limitrate.internal.engine.Clock;
import io.limitrate.internal.engine.Store;
import io.limitrate.internal.engine.StoreLimiter;
import io.limitrate.internal.store.local.CellStores;
import io.limitrate.internal.store.shared.SharedStores;
import io.limitrate.tck.RedisServer;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
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
import org.openjdk.jmh.annotations.Warmup;

/**
 * A complete check by each failure rule while the shared store is known to be unavailable, and for
 * comparison a check of a limiter with a store in the process.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
@State(Scope.Benchmark)
public class DeadStoreBenchmark {
  private static final StoreSettings.InProcess IN_PROCESS =
      new StoreSettings.InProcess(new LocalSource.Ehcache(), 100_000);
  private static final int USERS = 1_000;

  /**
   * The failure rule that decides, or {@code in-process} for a limiter with a store in the process.
   */
  @Param({"in-process", "local", "closed", "open"})
  public String rule;

  private StoreLimiter limiter;
  private List<Policy> policies;

  /** Starts a store and stops it, if the parameter is a failure rule. */
  @Setup(Level.Trial)
  public void start() throws IOException {
    boolean alive = rule.equals("in-process");
    FailureRule failure =
        alive ? FailureRule.CLOSED : FailureRule.valueOf(rule.toUpperCase(Locale.ROOT));
    policies =
        List.of(Policy.builder("bench").key("user").quotas("1000000/1s").failure(failure).build());
    limiter = alive ? StoreLimiter.builder(CellStores.open(IN_PROCESS)).build() : overDeadStore();
  }

  private static StoreLimiter overDeadStore() throws IOException {
    Clock clock = Clock.monotonic();
    Store store;
    try (RedisServer redis = RedisServer.start()) {
      SharedSource source = new SharedSource.RedisAddress(redis.address());
      store =
          SharedStores.open(StoreSettings.shared(source, Key.random()).build(), clock, List.of());
    }
    while (store.available()) {
      Thread.onSpinWait();
    }
    return StoreLimiter.builder(store)
        .clock(clock)
        .localShare(CellStores.open(IN_PROCESS), 2)
        .build();
  }

  /** Closes the limiter. */
  @TearDown(Level.Trial)
  public void close() {
    limiter.close();
  }

  /** Checks a call of a random user. */
  @Benchmark
  public boolean check() {
    String user = "user" + ThreadLocalRandom.current().nextInt(USERS);
    return limiter.check(new UserCall(user), policies).permitted();
  }

  private record UserCall(String user) implements Call {}
}

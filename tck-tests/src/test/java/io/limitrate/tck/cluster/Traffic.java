package io.limitrate.tck.cluster;

import io.limitrate.Charge;
import io.limitrate.Limiter;
import io.limitrate.Policy;
import io.limitrate.Verdict;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/**
 * A running load on a node. One thread serves the load, once; any thread may call {@link #stop}.
 */
final class Traffic {
  private final Limiter limiter;
  private final List<Policy> policies;
  private final Load load;
  private final Tally tally;
  private final AtomicLong admitted = new AtomicLong();
  private final AtomicLong rejected = new AtomicLong();
  private final AtomicLong failed = new AtomicLong();
  private volatile boolean stopped;

  Traffic(Limiter limiter, Policy policy, Load load, Tally tally) {
    this.limiter = limiter;
    this.policies = List.of(policy);
    this.load = load;
    this.tally = tally;
  }

  /** Makes all calls, or fewer if the load is stopped. */
  Served serve() throws InterruptedException {
    long[][] nanos = new long[Load.THREADS][];
    Thread[] threads =
        IntStream.range(0, nanos.length)
            .mapToObj(i -> new Thread(() -> nanos[i] = calls(i), "caller-" + i))
            .toArray(Thread[]::new);
    for (Thread thread : threads) {
      thread.start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    long[] all = Arrays.stream(nanos).flatMapToLong(Arrays::stream).toArray();
    return Served.of(admitted.get(), rejected.get(), failed.get(), all);
  }

  /** Stops the load before its next call. */
  void stop() {
    stopped = true;
  }

  private long[] calls(int thread) {
    long[] nanos = new long[load.calls()];
    int made = 0;
    while (made < nanos.length && !stopped) {
      nanos[made] = call(load.first() + (thread + made) % load.users());
      made++;
      if (load.pauseMicros() > 0) {
        LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(load.pauseMicros()));
      }
    }
    return Arrays.copyOf(nanos, made);
  }

  private long call(int user) {
    UserCall call = new UserCall(load.user() + "." + user);
    tally.ask();
    long start = System.nanoTime();
    Verdict verdict = limiter.check(call, policies);
    long nanos = System.nanoTime() - start;
    count(verdict, user);
    return nanos;
  }

  private void count(Verdict verdict, int user) {
    if (verdict.permitted()) {
      tally.admit(user);
      admitted.incrementAndGet();
    }
    if (!verdict.charges().stream().allMatch(Charge::counted)) {
      tally.fail();
      failed.incrementAndGet();
    } else if (!verdict.permitted()) {
      rejected.incrementAndGet();
    }
  }
}

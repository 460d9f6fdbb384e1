package io.limitrate;

import static io.limitrate.QuotaFormat.require;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * Decides whether a call may proceed. The filter, the JAX-RS feature and annotated methods all ask
 * the limiter. Application code uses this type to check calls that no rule or annotation covers.
 *
 * <p>Thread-safe. An exception of a store, a resolver or a listener never leaves {@link #check},
 * which blocks no longer than its store does.
 */
public interface Limiter {

  /**
   * Charges the call for each policy that has not charged the call's request yet. Policies that may
   * read the body come last; within each group the strictest policy comes first. If a policy
   * rejects the call, the limiter refunds the units of the policies before and skips the policies
   * after.
   */
  Verdict check(Call call, List<Policy> policies);

  /**
   * Runs work of the application as a call: charges the policies as {@link #check} does, waits for
   * the call's turn at a leaky bucket, runs the body in the scope of the call, and ends the call,
   * which frees its slot among the calls in flight and counts it by its result. Blocks this thread
   * while it waits.
   *
   * @throws RateLimitExceededException when a policy rejects the call, or it cannot wait
   * @throws java.util.concurrent.CancellationException when the thread is interrupted while it
   *     waits; its interrupt status stays set
   * @throws Exception the exception of the body
   */
  <T> T run(Call call, List<Policy> policies, Callable<T> body) throws Exception;

  /**
   * Runs asynchronous work of the application as a call, as {@link #run} does, and holds no thread
   * while the call waits for its turn. The call ends when the stage of the body completes. A call
   * that need not wait runs its body on this thread, any other call on the common pool with the
   * context class loader of this thread.
   *
   * <p>To cancel a waiting call, cancel the {@link CompletionStage#toCompletableFuture future} of
   * the result: the calls behind it move up.
   *
   * @return a stage with the result of the body; a failed stage with a {@link
   *     RateLimitExceededException} when a policy rejects the call, or it cannot wait, and with the
   *     exception of the body if the body throws one. This method throws nothing itself
   */
  <T> CompletionStage<T> runAsync(
      Call call, List<Policy> policies, Supplier<? extends CompletionStage<T>> body);

  /** Returns what the policies would decide about a call of cost 0. Charges and records nothing. */
  Verdict peek(Call call, List<Policy> policies);

  /**
   * Charges one key that the caller knows. {@link #check} does the same for each policy. Quotas
   * that differ in their windows or algorithms need different keys.
   *
   * @throws IllegalArgumentException if a quota is a number of {@linkplain Quotas.InFlight calls in
   *     flight}, because this charge has no end
   * @throws RuntimeException when the store cannot be reached
   */
  Decision acquire(Quotas quotas, Key key, long cost);

  /**
   * Bounds of the calls that wait for their turn at a leaky bucket. They hold for all calls of one
   * application together. The application rejects a call beyond a bound with the status 503 at
   * once, and refunds its units. Code that builds a configuration uses this type. Immutable and
   * thread-safe.
   *
   * @param calls the most calls that wait at the same time, 1 to 1,000,000
   * @param threads the most calls that block a thread while they wait, 1 to 100,000, and at most
   *     {@code calls}
   * @param longest the longest wait of any call, 1 ms to 365 days, as known when the call arrives;
   *     empty if only the queues of the buckets limit the wait
   * @param longestOnThread the longest wait of a call that blocks a thread, 1 ms to 1 day, and at
   *     most {@code longest}
   */
  record Waiting(int calls, int threads, Optional<Duration> longest, Duration longestOnThread) {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    /** 10,000 calls wait, 64 of them on threads, which wait for a minute. */
    public static final Waiting DEFAULT = new Waiting(10_000, 64, Optional.empty(), MINUTE);

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException when a value is out of its range
     */
    public Waiting {
      check("calls", calls, 1_000_000);
      check("threads", threads, 100_000);
      longest.ifPresent(time -> check("longest", time, Duration.ofDays(365), "1ms to 365d"));
      check("longestOnThread", longestOnThread, Duration.ofDays(1), "1ms to 1d");
      require(
          threads <= calls, "threads " + threads + ": must be at most calls, which is " + calls);
      longest.ifPresent(
          time ->
              require(
                  longestOnThread.compareTo(time) <= 0,
                  "longestOnThread " + longestOnThread + ": must be at most longest, " + time));
    }

    private static void check(String name, int value, int most) {
      require(value >= 1 && value <= most, name + " " + value + ": must be from 1 to " + most);
    }

    private static void check(String name, Duration time, Duration most, String range) {
      require(
          time.compareTo(Duration.ofMillis(1)) >= 0 && time.compareTo(most) <= 0,
          name + " " + time + ": must be from " + range);
    }

    /** Returns a builder with the values of {@link #DEFAULT}, lowered to the other bounds. */
    public static Builder builder() {
      return new Builder();
    }

    /** Returns the bounds for the log. */
    @Override
    public String toString() {
      return "at most %d calls%s, %d of them on threads for %s"
          .formatted(
              calls, longest.map(time -> " for " + time).orElse(""), threads, longestOnThread);
    }

    /** Collects bounds. Not thread-safe. */
    public static final class Builder {
      private int calls = DEFAULT.calls;
      private Optional<Integer> threads = Optional.empty();
      private Optional<Duration> longest = Optional.empty();
      private Optional<Duration> longestOnThread = Optional.empty();

      private Builder() {}

      /** Sets the most calls that wait at the same time; 10,000 by default. */
      public Builder calls(int most) {
        calls = most;
        return this;
      }

      /** Sets the most calls that block a thread; by default 64, or all if fewer calls wait. */
      public Builder threads(int most) {
        threads = Optional.of(most);
        return this;
      }

      /** Sets the longest wait of any call; no bound by default. */
      public Builder longest(Duration most) {
        longest = Optional.of(most);
        return this;
      }

      /** Sets the longest wait on a thread; by default a minute, or {@code longest} if shorter. */
      public Builder longestOnThread(Duration most) {
        longestOnThread = Optional.of(most);
        return this;
      }

      /**
       * Returns the bounds.
       *
       * @throws IllegalArgumentException when a value is out of its range
       */
      public Waiting build() {
        int onThreads = threads.orElse(Math.min(DEFAULT.threads, Math.max(1, calls)));
        Duration onThread =
            longestOnThread.orElse(
                longest.filter(time -> time.compareTo(MINUTE) < 0).orElse(MINUTE));
        return new Waiting(calls, onThreads, longest, onThread);
      }
    }
  }
}

package io.limitrate;

import io.limitrate.Quota.Kind;
import io.limitrate.Transition.Result;
import io.limitrate.algorithm.Algorithm;
import io.limitrate.algorithm.CompositeState;
import io.limitrate.algorithm.State;
import io.limitrate.algorithm.Step;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Quotas that hold together: a call takes its units from all of them or from none.
 *
 * <p>Immutable and thread-safe; equal when the quotas are, in the same order.
 */
public final class Quotas {
  private final List<Quota> quotas;
  private final Algorithm[] algorithms;
  private final long periodNanos;

  private Quotas(List<Quota> quotas) {
    if (quotas.isEmpty()) {
      throw new IllegalArgumentException("quotas must not be empty");
    }
    this.quotas = List.copyOf(quotas);
    this.algorithms = quotas.stream().map(Quotas::algorithm).toArray(Algorithm[]::new);
    this.periodNanos =
        quotas.stream().mapToLong(q -> q.window().toNanos() / q.limit()).max().orElse(0);
  }

  /** These quotas, at least one. */
  public static Quotas of(List<Quota> quotas) {
    return new Quotas(quotas);
  }

  /** These quotas, at least one. */
  public static Quotas of(Quota... quotas) {
    return new Quotas(List.of(quotas));
  }

  /** Reads quotas separated by commas: {@code 10/1m, 1000/1d}. */
  public static Quotas parse(String text) {
    return parse(text, Kind.TOKEN_BUCKET);
  }

  /** Reads quotas separated by commas, with this algorithm for those that name none. */
  public static Quotas parse(String text, Kind unnamed) {
    return new Quotas(
        Arrays.stream(text.split(",", -1)).map(quota -> Quota.parse(quota, unnamed)).toList());
  }

  /** The quotas in the order given. */
  public List<Quota> list() {
    return quotas;
  }

  /** How long an untouched entry has to be kept before it equals no entry, in nanoseconds. */
  public long retentionNanos() {
    return Arrays.stream(algorithms).mapToLong(Algorithm::retentionNanos).max().orElse(0);
  }

  /** Whether the state counts nothing any more, so that its entry can be dropped. */
  public boolean idle(State state, long nowNanos) {
    for (int i = 0; i < algorithms.length; i++) {
      State part = part(state, i);
      if (part != null && !algorithms[i].idle(part, nowNanos)) {
        return false;
      }
    }
    return true;
  }

  /** The longest time between two units in the long run: what makes one policy stricter. */
  long periodNanos() {
    return periodNanos;
  }

  Result acquire(@Nullable State state, long cost, long nowNanos) {
    if (algorithms.length > 1) {
      return acquireAll(state, cost, nowNanos);
    }
    Step step = algorithms[0].acquire(part(state, 0), cost, nowNanos);
    return new Result(step.next(), decision(quotas.get(0), step));
  }

  private Result acquireAll(@Nullable State state, long cost, long nowNanos) {
    Step[] steps = new Step[algorithms.length];
    int tightest = 0;
    long delayNanos = 0;
    for (int i = 0; i < steps.length; i++) {
      steps[i] = algorithms[i].acquire(part(state, i), cost, nowNanos);
      tightest = tighter(steps[i], steps[tightest]) ? i : tightest;
      delayNanos = Math.max(delayNanos, steps[i].waitNanos());
    }
    Step step = steps[tightest];
    if (!step.admitted()) {
      return new Result(peek(state, nowNanos), decision(quotas.get(tightest), step));
    }
    Step slowest = new Step(step.next(), true, step.remaining(), step.resetNanos(), delayNanos);
    return new Result(next(state, steps), decision(quotas.get(tightest), slowest));
  }

  /** The state that a refusal leaves: uncharged, but pulled back where a clock had run ahead. */
  private @Nullable State peek(@Nullable State state, long nowNanos) {
    Step[] steps = new Step[algorithms.length];
    for (int i = 0; i < steps.length; i++) {
      steps[i] = algorithms[i].acquire(part(state, i), 0, nowNanos);
    }
    return next(state, steps);
  }

  @Nullable State settle(
      @Nullable State state, long reserved, long actual, long chargedAtNanos, long nowNanos) {
    @Nullable State[] parts = new State[algorithms.length];
    for (int i = 0; i < parts.length; i++) {
      parts[i] = algorithms[i].settle(part(state, i), reserved, actual, chargedAtNanos, nowNanos);
    }
    return parts.length == 1 ? parts[0] : new CompositeState(parts);
  }

  /**
   * A refusal is tighter than a permission, a longer wait than a shorter one, less left than more.
   */
  private static boolean tighter(Step one, Step other) {
    if (one.admitted() != other.admitted()) {
      return other.admitted();
    }
    return one.admitted()
        ? one.remaining() < other.remaining()
        : one.waitNanos() > other.waitNanos();
  }

  private static @Nullable State next(@Nullable State state, Step[] steps) {
    @Nullable State[] parts = new State[steps.length];
    boolean changed = false;
    for (int i = 0; i < steps.length; i++) {
      parts[i] = steps[i].next();
      changed |= parts[i] != part(state, i);
    }
    return changed ? new CompositeState(parts) : state;
  }

  private static @Nullable State part(@Nullable State state, int index) {
    if (state instanceof CompositeState composite) {
      return composite.part(index);
    }
    return index == 0 ? state : null;
  }

  private static Decision decision(Quota quota, Step step) {
    if (!step.admitted()) {
      return new Decision.Rejected(quota, step.remaining(), step.resetNanos(), step.waitNanos());
    }
    return step.waitNanos() == 0
        ? new Decision.Permitted(quota, step.remaining(), step.resetNanos())
        : new Decision.Delayed(quota, step.remaining(), step.resetNanos(), step.waitNanos());
  }

  private static Algorithm algorithm(Quota quota) {
    long windowNanos = quota.window().toNanos();
    return switch (quota.kind()) {
      case TOKEN_BUCKET -> Algorithm.tokenBucket(quota.limit(), windowNanos, quota.capacity());
      case LEAKY_BUCKET -> Algorithm.leakyBucket(quota.limit(), windowNanos, quota.capacity());
      case FIXED_WINDOW -> Algorithm.fixedWindow(quota.limit(), windowNanos);
      case SLIDING_WINDOW_LOG -> Algorithm.slidingWindowLog(quota.limit(), windowNanos);
      case SLIDING_WINDOW_COUNTER -> Algorithm.slidingWindowCounter(quota.limit(), windowNanos);
    };
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Quotas that && quotas.equals(that.quotas);
  }

  @Override
  public int hashCode() {
    return quotas.hashCode();
  }

  @Override
  public String toString() {
    return String.join(", ", quotas.stream().map(Quota::toString).toList());
  }
}

package io.limitrate;

import io.limitrate.Quota.Kind;
import io.limitrate.Transition.Result;
import io.limitrate.internal.algorithm.Algorithm;
import io.limitrate.internal.algorithm.AttemptState;
import io.limitrate.internal.algorithm.CompositeState;
import io.limitrate.internal.algorithm.Lease;
import io.limitrate.internal.algorithm.State;
import io.limitrate.internal.algorithm.Step;
import io.limitrate.internal.algorithm.Unused;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Quotas that hold together: a call takes its units from all of them or from none.
 *
 * <p>Immutable and thread-safe; equal when the quotas are, in the same order, and their policies
 * ask the same of a store: how long it keeps entries, and whether it may lease.
 */
public final class Quotas {
  private final List<Quota> quotas;
  private final Algorithm[] algorithms;
  private final long periodNanos;
  private final Leases leases;
  private final boolean exact;
  private final long retentionNanos;

  private Quotas(List<Quota> quotas, boolean exact, long leastRetentionNanos) {
    if (quotas.isEmpty()) {
      throw new IllegalArgumentException("quotas must not be empty");
    }
    this.quotas = List.copyOf(quotas);
    this.algorithms = quotas.stream().map(Algorithms::of).toArray(Algorithm[]::new);
    this.periodNanos =
        quotas.stream().mapToLong(q -> q.window().toNanos() / q.limit()).max().orElse(0);
    this.leases = new Leases(exact, algorithms);
    this.exact = exact;
    this.retentionNanos =
        Arrays.stream(algorithms)
            .mapToLong(Algorithm::retentionNanos)
            .reduce(leastRetentionNanos, Math::max);
  }

  /** These quotas, at least one. */
  public static Quotas of(List<Quota> quotas) {
    return new Quotas(quotas, false, 0);
  }

  /** These quotas, at least one. */
  public static Quotas of(Quota... quotas) {
    return of(List.of(quotas));
  }

  /** Reads quotas separated by commas: {@code 10/1m, 1000/1d}. */
  public static Quotas parse(String text) {
    return parse(text, Kind.TOKEN_BUCKET);
  }

  /** Reads quotas separated by commas, with this algorithm for those that name none. */
  public static Quotas parse(String text, Kind unnamed) {
    return of(
        Arrays.stream(text.split(",", -1)).map(quota -> Quota.parse(quota, unnamed)).toList());
  }

  /** The quotas in the order given. */
  public List<Quota> list() {
    return quotas;
  }

  /** These quotas with what a policy or a login asks of a store. */
  Quotas within(boolean exact, long leastRetentionNanos) {
    return new Quotas(quotas, exact, leastRetentionNanos);
  }

  /** How long an untouched entry has to be kept before it equals no entry, in nanoseconds. */
  public long retentionNanos() {
    return retentionNanos;
  }

  /**
   * What a state of these quotas looks like: the algorithm of each quota, and the time that its
   * state matters, in their order. Limits may differ within a shape. Quotas of another shape would
   * read the state as none, or pull it back, so they have entries of their own.
   */
  public String shape() {
    return IntStream.range(0, algorithms.length)
        .mapToObj(i -> quotas.get(i).kind() + ":" + algorithms[i].retentionNanos())
        .collect(Collectors.joining(","));
  }

  /** Whether the state counts nothing any more, so that its entry can be dropped. */
  public boolean idle(State state, long nowNanos) {
    if (state instanceof AttemptState attempts) {
      return attempts.idle(nowNanos);
    }
    for (int i = 0; i < algorithms.length; i++) {
      State part = CompositeState.part(state, i);
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
    Step step = algorithms[0].acquire(CompositeState.part(state, 0), cost, nowNanos);
    return Result.of(step.next(), quotas.get(0), step);
  }

  private Result acquireAll(@Nullable State state, long cost, long nowNanos) {
    Step[] steps = new Step[algorithms.length];
    int tightest = 0;
    long delayNanos = 0;
    for (int i = 0; i < steps.length; i++) {
      steps[i] = algorithms[i].acquire(CompositeState.part(state, i), cost, nowNanos);
      tightest = tighter(steps[i], steps[tightest]) ? i : tightest;
      delayNanos = Math.max(delayNanos, steps[i].waitNanos());
    }
    Step step = steps[tightest];
    if (!step.admitted()) {
      return Result.of(peek(state, nowNanos), quotas.get(tightest), step);
    }
    Step slowest = new Step(step.next(), true, step.remaining(), step.resetNanos(), delayNanos);
    return Result.of(next(state, steps), quotas.get(tightest), slowest);
  }

  /** The state that a rejection leaves: uncharged, but pulled back where a clock had run ahead. */
  private @Nullable State peek(@Nullable State state, long nowNanos) {
    Step[] steps = new Step[algorithms.length];
    for (int i = 0; i < steps.length; i++) {
      steps[i] = algorithms[i].acquire(CompositeState.part(state, i), 0, nowNanos);
    }
    return next(state, steps);
  }

  @Nullable State settle(
      @Nullable State state, long reserved, long actual, long chargedAtNanos, long nowNanos) {
    @Nullable State[] parts = new State[algorithms.length];
    for (int i = 0; i < parts.length; i++) {
      parts[i] =
          algorithms[i].settle(
              CompositeState.part(state, i), reserved, actual, chargedAtNanos, nowNanos);
    }
    return parts.length == 1 ? parts[0] : new CompositeState(parts);
  }

  /**
   * A rejection is tighter than a permission, a longer wait than a shorter one, less left than
   * more.
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
      changed |= parts[i] != CompositeState.part(state, i);
    }
    return changed ? new CompositeState(parts) : state;
  }

  /**
   * Whether a store that several nodes share may take units in advance: not for an {@link
   * Policy#exact} policy, not for a leaky bucket, and not where it would gain nothing because a
   * quota is small or its time short.
   */
  public boolean leasable() {
    return leases.possible();
  }

  /** How long a lease lasts, in nanoseconds: at most a second, and a 20th of the shortest quota. */
  public long leaseNanos() {
    return leases.lifeNanos();
  }

  /** The units that all quotas have now. */
  public long remaining(@Nullable State state, long nowNanos) {
    long remaining = Long.MAX_VALUE;
    for (int i = 0; i < algorithms.length; i++) {
      Step step = algorithms[i].acquire(CompositeState.part(state, i), 0, nowNanos);
      remaining = Math.min(remaining, step.remaining());
    }
    return remaining;
  }

  /**
   * Takes units of {@link #leasable} quotas that may be used from now to the lease's end, which can
   * be earlier than asked for; whenever that is, all quotas hold.
   *
   * @param units from 1 to what remains
   * @param endNanos when the lease shall end, at most {@link #leaseNanos} from now
   * @throws IllegalArgumentException if the units or the end are out of range
   * @throws IllegalStateException if these quotas are not leasable
   */
  public Lease lease(@Nullable State state, long units, long nowNanos, long endNanos) {
    return leases.lease(state, units, nowNanos, endNanos);
  }

  /**
   * Gives back, once, what of a lease will not be used, as far as the quotas still hold.
   *
   * @return the state to keep: the same instance if nothing changed, {@code null} for none
   */
  public @Nullable State giveBack(@Nullable State state, Unused unused, long nowNanos) {
    return leases.giveBack(state, unused, nowNanos);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other
        || (other instanceof Quotas that
            && exact == that.exact
            && retentionNanos == that.retentionNanos
            && quotas.equals(that.quotas));
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

package io.limitrate.internal.engine;

import io.limitrate.Decision;
import io.limitrate.Policy;
import io.limitrate.Quota;
import io.limitrate.Quota.CalendarWindow;
import io.limitrate.Quotas;
import io.limitrate.internal.algorithm.Algorithm;
import io.limitrate.internal.algorithm.CompositeState;
import io.limitrate.internal.algorithm.ExpiringState;
import io.limitrate.internal.algorithm.Lease;
import io.limitrate.internal.algorithm.PackedForm;
import io.limitrate.internal.algorithm.State;
import io.limitrate.internal.algorithm.Step;
import io.limitrate.internal.algorithm.Unused;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Quotas with the algorithms that count them. A call takes its units from all quotas or from none.
 *
 * <p>Immutable and thread-safe. Two instances are equal if their quotas are equal and they have the
 * same requirements for a store: the retention of entries, and whether leases are allowed. The
 * drift of the wall clock makes no difference.
 */
public final class CountedQuotas {
  private final Quotas quotas;
  final Algorithm[] algorithms;
  private final Leases leases;
  private final boolean exact;
  private final long retentionNanos;
  private final Generation generation;
  private final @Nullable PackedForm packedForm;

  /** Whether the quotas depend on the wall clock: a schedule, or a window of the calendar. */
  private final boolean byWallClock;

  private final long driftNanos;

  /** Chooses the quotas that count in place of these; {@code null} without a schedule. */
  private final @Nullable CountedSchedule schedule;

  /** These quotas at the drift that was used last. */
  private volatile @Nullable CountedQuotas drifted;

  /**
   * Creates the algorithms of the quotas.
   *
   * @param exact whether no units may be leased
   * @param leastRetentionNanos the least time for which a store keeps an untouched entry
   */
  public CountedQuotas(Quotas quotas, boolean exact, long leastRetentionNanos) {
    this(quotas, exact, leastRetentionNanos, Generation.FIRST);
  }

  /** Creates the algorithms of quotas that a reload may have changed. */
  CountedQuotas(Quotas quotas, boolean exact, long leastRetentionNanos, Generation generation) {
    this.generation = generation;
    this.quotas = quotas;
    this.algorithms = quotas.list().stream().map(Algorithm::of).toArray(Algorithm[]::new);
    this.byWallClock = quotas.list().stream().anyMatch(CalendarWindow.class::isInstance);
    this.driftNanos = 0;
    this.schedule = null;
    this.packedForm = algorithms.length == 1 ? algorithms[0].packedForm() : null;
    this.leases = new Leases(exact, algorithms);
    this.exact = exact;
    this.retentionNanos =
        Arrays.stream(algorithms)
            .mapToLong(Algorithm::retentionNanos)
            .reduce(leastRetentionNanos, Math::max);
  }

  /** Creates the quotas of a schedule, from which {@link #at} chooses. */
  CountedQuotas(CountedSchedule schedule) {
    this(schedule.own(), 0, schedule);
  }

  /**
   * Returns the quotas for calls at a time of the clock: these, or those of the schedule. Quotas
   * with windows of the calendar depend on the drift of the wall clock.
   */
  CountedQuotas at(Clock clock, long nowNanos) {
    return byWallClock ? at(clock.driftNanos(nowNanos), nowNanos) : this;
  }

  private CountedQuotas at(long drift, long nowNanos) {
    CountedQuotas due = schedule == null ? this : schedule.at(nowNanos + drift);
    return due.withDrift(drift);
  }

  /** Returns these quotas for the times of another clock, which is ahead by the nanoseconds. */
  CountedQuotas later(long nanos) {
    return byWallClock ? withDrift(driftNanos - nanos) : this;
  }

  /** Returns equal quotas for calls at times that are this far behind the wall clock. */
  public CountedQuotas withDrift(long nanos) {
    if (!byWallClock || nanos == driftNanos) {
      return this;
    }
    CountedQuotas known = drifted;
    if (known == null || known.driftNanos != nanos) {
      known = new CountedQuotas(this, nanos, null);
      drifted = known;
    }
    return known;
  }

  /** Returns how far the times of calls are behind the wall clock; 0 without calendar windows. */
  public long driftNanos() {
    return driftNanos;
  }

  private CountedQuotas(CountedQuotas from, long driftNanos, @Nullable CountedSchedule schedule) {
    this.generation = from.generation;
    this.quotas = from.quotas;
    this.algorithms =
        Arrays.stream(from.algorithms).map(one -> one.at(driftNanos)).toArray(Algorithm[]::new);
    this.byWallClock = true;
    this.driftNanos = driftNanos;
    this.schedule = schedule;
    this.packedForm = null;
    this.leases = new Leases(from.exact, algorithms);
    this.exact = from.exact;
    this.retentionNanos = from.retentionNanos;
  }

  /** Creates the algorithms of quotas without further requirements for a store. */
  public static CountedQuotas of(Quotas quotas) {
    return new CountedQuotas(quotas, false, 0);
  }

  /** Parses quotas that are separated by commas: {@code 10/1m, 1000/1d}. */
  public static CountedQuotas parse(String text) {
    return of(Quotas.parse(text));
  }

  /** Returns the quotas that are counted. */
  public Quotas quotas() {
    return quotas;
  }

  /** Returns the quotas in their order. */
  public List<Quota> list() {
    return quotas.list();
  }

  /** Returns the time in nanoseconds after which an untouched entry equals no entry. */
  public long retentionNanos() {
    return retentionNanos;
  }

  /** Returns the packed form of the states, or {@code null} if they do not fit into a number. */
  public @Nullable PackedForm packedForm() {
    return packedForm;
  }

  /** Returns the reload that these quotas came with. */
  public Generation generation() {
    return generation;
  }

  /** Returns whether the state has no effect any more, so that its entry can be dropped. */
  public boolean idle(State state, long nowNanos) {
    if (state instanceof ExpiringState own) {
      return own.idle(nowNanos);
    }
    return CompositeDecision.idle(algorithms, state, nowNanos);
  }

  Step<Decision> acquire(@Nullable State state, long cost, long nowNanos) {
    return algorithms.length == 1
        ? algorithms[0].acquire(CompositeState.part(state, 0), cost, nowNanos)
        : CompositeDecision.acquire(algorithms, state, cost, 0, nowNanos);
  }

  /** Returns the step to a state, with the answer to a call of cost 0. */
  Step<Decision> stepTo(@Nullable State next, long nowNanos) {
    return new Step<>(next, acquire(next, 0, nowNanos).answer());
  }

  @Nullable State settle(
      @Nullable State state, long reserved, long actual, long chargedAtNanos, long nowNanos) {
    return CompositeDecision.settle(algorithms, state, reserved, actual, chargedAtNanos, nowNanos);
  }

  /**
   * Returns whether a shared store may take units in advance. This is not possible for an {@link
   * Policy#exact} policy or a leaky bucket, and not useful for a small quota or a short window.
   */
  public boolean leasable() {
    return leases.possible();
  }

  /**
   * Returns the duration of a lease in nanoseconds: at most one second, and at most a 20th of the
   * time in which the fastest quota regains its capacity.
   */
  public long leaseNanos() {
    return leases.lifeNanos();
  }

  /** Returns the units that all quotas have now. */
  public long remaining(@Nullable State state, long nowNanos) {
    return CompositeDecision.remaining(algorithms, state, nowNanos);
  }

  /**
   * Takes units of {@link #leasable} quotas in advance. The units may be used at any time from now
   * to the end of the lease, and all quotas still hold. The lease may end earlier than requested.
   *
   * @param units from 1 to {@link #remaining}
   * @param endNanos the requested end of the lease, at most {@link #leaseNanos} from now
   * @throws IllegalArgumentException if the units or the end are out of range
   * @throws IllegalStateException if these quotas are not leasable
   */
  public Lease lease(@Nullable State state, long units, long nowNanos, long endNanos) {
    return leases.lease(state, units, nowNanos, endNanos);
  }

  /**
   * Returns the unused units of a lease, each once, as far as the quotas still hold.
   *
   * @return the state to keep: the same instance if nothing changed, {@code null} for none
   */
  public @Nullable State giveBack(@Nullable State state, Unused unused, long nowNanos) {
    return leases.giveBack(state, unused, nowNanos);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other
        || (other instanceof CountedQuotas that
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
    return quotas.toString();
  }
}

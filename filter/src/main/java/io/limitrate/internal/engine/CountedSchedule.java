package io.limitrate.internal.engine;

import io.limitrate.Quotas;
import io.limitrate.Quotas.Schedule;
import io.limitrate.internal.calendar.ScheduleSpan;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * The quotas of a schedule with their algorithms. Those of the present span count.
 *
 * <p>All quotas have the same shape and the retention of the longest, so they count the same
 * entries, and an entry needs no change when other quotas take over. Thread-safe.
 */
final class CountedSchedule {
  private final Schedule schedule;
  private final Quotas own;
  private final Map<Quotas, CountedQuotas> counted;

  /** The span that was computed last, which is the span of nearly all times. */
  private volatile Current current;

  /**
   * Creates the algorithms of all quotas.
   *
   * @param own the quotas outside of all times and events
   */
  CountedSchedule(Schedule schedule, Quotas own, boolean exact, Generation generation) {
    this.schedule = schedule;
    this.own = own;
    Set<Quotas> all = new LinkedHashSet<>(schedule.quotas());
    all.add(own);
    long retentionNanos = 0;
    for (Quotas quotas : all) {
      retentionNanos = Math.max(retentionNanos, CountedQuotas.of(quotas).retentionNanos());
    }
    this.counted = new HashMap<>();
    for (Quotas quotas : all) {
      counted.put(quotas, new CountedQuotas(quotas, exact, retentionNanos, generation));
    }
    this.current = current(0);
  }

  /** Returns the quotas outside of all times and events. */
  CountedQuotas own() {
    return counted(own);
  }

  /** Returns the quotas that hold at a time of the wall clock. */
  CountedQuotas at(long wallNanos) {
    Current known = current;
    if (!known.span.holds(wallNanos)) {
      known = current(wallNanos);
      current = known;
    }
    return known.quotas;
  }

  private Current current(long wallNanos) {
    ScheduleSpan span = ScheduleSpan.at(schedule, own, wallNanos);
    return new Current(span, counted(span.quotas()));
  }

  private CountedQuotas counted(Quotas quotas) {
    return Objects.requireNonNull(counted.get(quotas));
  }

  private record Current(ScheduleSpan span, CountedQuotas quotas) {}
}

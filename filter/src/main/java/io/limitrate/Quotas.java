package io.limitrate;

import io.limitrate.Quota.Kind;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Quotas that hold together: a call takes its units from all of them or from none. Code that builds
 * a {@link Policy} with several quotas uses this type.
 *
 * <p>Immutable and thread-safe. Two instances are equal if they have equal quotas in the same
 * order.
 */
public final class Quotas {
  private final List<Quota> list;
  private final int hash;

  private Quotas(List<Quota> quotas) {
    if (quotas.isEmpty()) {
      throw new IllegalArgumentException("quotas must not be empty");
    }
    if (quotas.stream().filter(InFlight.class::isInstance).count() > 1) {
      throw new IllegalArgumentException("quotas must have at most one number of calls in flight");
    }
    this.list = List.copyOf(quotas);
    this.hash = hash(list);
  }

  /** Uses no hash code of a record, whose first use costs a start 60 generated classes. */
  private static int hash(List<Quota> quotas) {
    int hash = 1;
    for (Quota quota : quotas) {
      hash = 31 * hash + Long.hashCode(quota.limit()) + quota.window().hashCode();
    }
    return hash;
  }

  /** Combines quotas, at least one. */
  public static Quotas of(List<Quota> quotas) {
    return new Quotas(quotas);
  }

  /** Combines quotas, at least one. */
  public static Quotas of(Quota... quotas) {
    return of(List.of(quotas));
  }

  /** Parses quotas that are separated by commas: {@code 10/1m, 1000/1d}. */
  public static Quotas parse(String text) {
    return parse(text, Kind.TOKEN_BUCKET);
  }

  /** The same, with the algorithm of quotas that name none. */
  public static Quotas parse(String text, Kind unnamed) {
    return of(
        Arrays.stream(text.split(",", -1)).map(quota -> Quota.parse(quota, unnamed)).toList());
  }

  /** Returns the quotas in the given order. */
  public List<Quota> list() {
    return list;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other || (other instanceof Quotas that && list.equals(that.list));
  }

  @Override
  public int hashCode() {
    return hash;
  }

  @Override
  public String toString() {
    StringJoiner text = new StringJoiner(", ");
    for (Quota quota : list) {
      text.add(quota.toString());
    }
    return text.toString();
  }

  /**
   * Calls in flight: at most {@code limit} calls at the same time. A call takes one slot, whatever
   * its cost, and its slot is free again when the call ends. A slot whose call does not end is free
   * after the longest duration. A call of cost 0 takes no slot. Quotas have at most one quota of
   * this type.
   *
   * @param limit the slots, from 1 to 2,000
   * @param longest the longest duration of a call, from 1 s to 30 days. A call that lasts longer no
   *     longer counts.
   */
  public record InFlight(long limit, Duration longest) implements Quota {
    /** The most slots. */
    public static final long MOST = 2_000;

    /** The longest duration of a call, unless the quota sets another one. */
    public static final Duration DEFAULT_LONGEST = Duration.ofMinutes(5);

    public InFlight {
      QuotaFormat.require(limit >= 1 && limit <= MOST, "calls in flight must be from 1 to 2000");
      QuotaFormat.require(
          longest.compareTo(Duration.ofSeconds(1)) >= 0
              && longest.compareTo(Duration.ofDays(30)) <= 0,
          "longest must be from 1s to 30d");
    }

    /** Creates a quota with the {@linkplain #DEFAULT_LONGEST usual longest duration}. */
    public InFlight(long limit) {
      this(limit, DEFAULT_LONGEST);
    }

    @Override
    public Duration window() {
      return longest;
    }

    /** Returns {@link Kind#SLIDING_WINDOW_LOG}, because each call in flight is remembered. */
    @Override
    public Kind kind() {
      return Kind.SLIDING_WINDOW_LOG;
    }

    @Override
    public String toString() {
      return QuotaFormat.write(this);
    }
  }

  /**
   * When a policy bans a key whose calls it has rejected too often, and for how long. A ban that
   * starts within the memory of the previous ban lasts longer. Immutable and thread-safe.
   *
   * @param rejections the rejections that start a ban, from 1 to 1,000
   * @param within the time within which these rejections happen, in any interval of that length,
   *     from 1 s to 31 d
   * @param duration the first ban, from 1 s; shorter than {@code longest} unless the factor is 1
   * @param factor the factor for each further ban, from 1 to 100
   * @param longest the longest duration of a ban, together with {@code memory} at most 365 d; equal
   *     to {@code duration} if the factor is 1
   * @param memory the time after the end of a ban during which a new ban lasts longer; 0 if the
   *     factor is 1
   */
  public record Ban(
      int rejections,
      Duration within,
      Duration duration,
      int factor,
      Duration longest,
      Duration memory) {
    /** The longest duration of a ban, unless other settings are given: a day. */
    public static final Duration DEFAULT_LONGEST = Duration.ofDays(1);

    /** The memory, unless other settings are given: a day. */
    public static final Duration DEFAULT_MEMORY = Duration.ofDays(1);

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException when a value is out of range, or has no effect
     */
    public Ban {
      BanRules.check(rejections, factor);
      BanRules.check(within, duration, longest, memory);
      BanRules.checkEscalation(duration, factor, longest, memory);
    }

    /** Creates a ban below a day. Each further ban within a day is twice as long, up to a day. */
    public Ban(int rejections, Duration within, Duration duration) {
      this(rejections, within, duration, 2, DEFAULT_LONGEST, DEFAULT_MEMORY);
    }

    @Override
    public String toString() {
      return BanRules.text(this);
    }
  }

  /**
   * Quotas in place of a policy's own quotas at times of the week and at events, by the wall clock
   * of a time zone. An event takes precedence over the times. A local time that the clocks skip
   * counts as the moment of the change; one that occurs twice counts at its first occurrence. A
   * wrong value is an {@link IllegalArgumentException}. Immutable and thread-safe.
   *
   * @param zone the zone of all local times
   * @param times at most 100, which must not overlap
   * @param events at most 100, which must not overlap and have different names
   */
  public record Schedule(ZoneId zone, List<Time> times, List<Event> events) {
    public Schedule {
      times = List.copyOf(times);
      events = List.copyOf(events);
      ScheduleRules.check(zone, times, events);
    }

    /** Returns the quotas of all times, then those of all events. */
    public List<Quotas> quotas() {
      return ScheduleRules.quotas(this);
    }

    @Override
    public String toString() {
      return ScheduleRules.write(this);
    }

    /**
     * Quotas at a time of the week. Immutable and thread-safe.
     *
     * @param days the days on which the time starts
     * @param from the start, a whole minute
     * @param to the end, a whole minute; on the next day unless it is after {@code from}. The whole
     *     day is midnight to midnight.
     */
    public record Time(Set<DayOfWeek> days, LocalTime from, LocalTime to, Quotas quotas) {
      public Time {
        days = Collections.unmodifiableSet(new TreeSet<>(days));
        ScheduleRules.checkTime(days, from, to, quotas);
      }

      @Override
      public String toString() {
        return ScheduleRules.write(this);
      }
    }

    /**
     * Quotas of a planned event. Immutable and thread-safe.
     *
     * @param name 1 to 100 letters, digits and {@code . _ -}
     * @param from the start, a whole minute
     * @param to the end, a whole minute after {@code from}
     */
    public record Event(String name, LocalDateTime from, LocalDateTime to, Quotas quotas) {
      public Event {
        ScheduleRules.checkEvent(name, from, to, quotas);
      }
    }
  }
}

package io.limitrate.internal.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.Quotas;
import io.limitrate.Quotas.Schedule;
import io.limitrate.Quotas.Schedule.Event;
import io.limitrate.Quotas.Schedule.Time;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The spans of schedules. The expected instants are those of the IANA time zone database. */
class ScheduleSpanTest {
  private static final Quotas OWN = Quotas.parse("1/1m");
  private static final Quotas DAY = Quotas.parse("2/1m");
  private static final Quotas NIGHT = Quotas.parse("3/1m");
  private static final Quotas SALE = Quotas.parse("4/1m");
  private static final Set<DayOfWeek> EACH = EnumSet.allOf(DayOfWeek.class);

  private static long nanos(Instant instant) {
    return TimeUnit.SECONDS.toNanos(instant.getEpochSecond()) + instant.getNano();
  }

  private static ScheduleSpan at(Schedule schedule, Instant now) {
    return ScheduleSpan.at(schedule, OWN, nanos(now));
  }

  private static Time time(Set<DayOfWeek> days, String from, String to, Quotas quotas) {
    return new Time(days, LocalTime.parse(from), LocalTime.parse(to), quotas);
  }

  private static Schedule schedule(String zone, Time... times) {
    return new Schedule(ZoneId.of(zone), List.of(times), List.of());
  }

  @Property(tries = 300)
  void holdsTheQuotasOfTheOracleFromItsStartToItsEnd(
      @ForAll("schedules") Schedule schedule, @ForAll("times") long second) {
    assertIsTheOracles(schedule, Instant.ofEpochSecond(second), new Random(second));
  }

  /** The times around each change of a time zone are where spans are at risk. */
  @Property(tries = 300)
  void holdsTheQuotasOfTheOracleAroundEachChangeOfTheZone(
      @ForAll("schedules") Schedule schedule, @ForAll("times") long second) {
    Instant change = CalendarOracle.changeAfter(schedule.zone(), Instant.ofEpochSecond(second));

    for (int minutes = -26 * 60; minutes <= 26 * 60; minutes += 97) {
      assertIsTheOracles(
          schedule, change.plus(Duration.ofMinutes(minutes)), new Random(second + minutes));
    }
  }

  private static void assertIsTheOracles(Schedule schedule, Instant now, Random random) {
    ScheduleOracle oracle = new ScheduleOracle(schedule, OWN);

    ScheduleSpan span = at(schedule, now);

    assertThat(span.holds(nanos(now))).isTrue();
    assertThat(span.quotas()).isEqualTo(oracle.at(now));
    long length = span.endNanos() - span.startNanos();
    for (long within : new long[] {0, length - 1, random.nextLong(length)}) {
      long then = span.startNanos() + within;
      assertThat(oracle.at(Instant.ofEpochSecond(0, then))).isEqualTo(span.quotas());
    }
  }

  @Provide
  Arbitrary<Long> times() {
    long first = Instant.parse("2006-01-01T00:00:00Z").getEpochSecond();
    long last = Instant.parse("2031-12-01T00:00:00Z").getEpochSecond();
    long apia = Instant.parse("2011-12-27T00:00:00Z").getEpochSecond();
    long johns = Instant.parse("2010-11-05T00:00:00Z").getEpochSecond();
    return Arbitraries.oneOf(
        Arbitraries.longs().between(first, last),
        Arbitraries.longs().between(apia, apia + 6 * 86_400),
        Arbitraries.longs().between(johns, johns + 4 * 86_400));
  }

  @Provide
  Arbitrary<Schedule> schedules() {
    return Arbitraries.randomValue(ScheduleSpanTest::schedule);
  }

  /** Cuts the week at random minutes, of which many are near midnight and near changes of zones. */
  private static Schedule schedule(Random random) {
    String zone = CalendarOracle.ZONES[random.nextInt(CalendarOracle.ZONES.length)];
    LocalTime noon = random.nextBoolean() ? LocalTime.of(2, 30) : LocalTime.of(12, 0);
    LocalTime start = LocalTime.MIDNIGHT.plusMinutes(random.nextInt(4) * 30L);
    List<Time> times = new ArrayList<>();
    Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
    EACH.stream().filter(day -> random.nextInt(3) > 0).forEach(days::add);
    if (!days.isEmpty()) {
      times.add(new Time(days, start, noon, DAY));
      times.add(new Time(days, LocalTime.of(23, 30), LocalTime.MIDNIGHT, NIGHT));
    }
    LocalDateTime from =
        LocalDateTime.of(2010, 11, 6, 23, 30).plusMinutes(random.nextInt(900) * 30L);
    Event event = new Event("sale", from, from.plusMinutes(30 + random.nextInt(3_000)), SALE);
    return new Schedule(ZoneId.of(zone), times, List.of(event));
  }

  @ParameterizedTest
  @CsvSource({
    // a usual day
    "Europe/Berlin, 09:00, 17:00, 2026-07-01T06:59:59Z, false",
    "Europe/Berlin, 09:00, 17:00, 2026-07-01T07:00:00Z, true",
    "Europe/Berlin, 09:00, 17:00, 2026-07-01T14:59:59Z, true",
    "Europe/Berlin, 09:00, 17:00, 2026-07-01T15:00:00Z, false",
    // 02:30 does not exist on 29 March: the time starts and ends at the change, 01:00 UTC
    "Europe/Berlin, 02:30, 04:00, 2026-03-29T00:59:59Z, false",
    "Europe/Berlin, 02:30, 04:00, 2026-03-29T01:00:00Z, true",
    "Europe/Berlin, 01:00, 02:30, 2026-03-29T00:59:59Z, true",
    "Europe/Berlin, 01:00, 02:30, 2026-03-29T01:00:00Z, false",
    "Europe/Berlin, 02:15, 02:45, 2026-03-29T01:00:00Z, false",
    // 02:30 comes twice on 25 October: the first time counts, 00:30 UTC
    "Europe/Berlin, 02:30, 04:00, 2026-10-25T00:29:59Z, false",
    "Europe/Berlin, 02:30, 04:00, 2026-10-25T00:30:00Z, true",
    "Europe/Berlin, 02:30, 04:00, 2026-10-25T01:15:00Z, true",
    "Europe/Berlin, 01:00, 02:30, 2026-10-25T00:30:00Z, false",
    "Europe/Berlin, 01:00, 02:30, 2026-10-25T01:15:00Z, false",
    // midnight does not exist on 8 March
    "America/Havana, 00:00, 06:00, 2026-03-08T04:59:59Z, false",
    "America/Havana, 00:00, 06:00, 2026-03-08T05:00:00Z, true",
    // the clock goes back from 00:01 on 7 November to 23:01 on 6 November
    "America/St_Johns, 00:00, 06:00, 2010-11-07T02:29:59Z, false",
    "America/St_Johns, 00:00, 06:00, 2010-11-07T02:30:00Z, true",
    "America/St_Johns, 00:00, 06:00, 2010-11-07T03:00:00Z, true"
  })
  void aTimeFollowsTheLocalClock(String zone, String from, String to, Instant now, boolean holds) {
    Schedule schedule = schedule(zone, time(EACH, from, to, DAY));

    assertThat(at(schedule, now).quotas()).isEqualTo(holds ? DAY : OWN);
  }

  @Test
  void aTimeOverMidnightBelongsToTheDayOnWhichItStarts() {
    Schedule schedule = schedule("UTC", time(EnumSet.of(DayOfWeek.FRIDAY), "22:00", "06:00", DAY));

    assertThat(at(schedule, Instant.parse("2026-01-02T05:00:00Z")).quotas()).isEqualTo(OWN);
    ScheduleSpan span = at(schedule, Instant.parse("2026-01-03T05:00:00Z"));
    assertThat(span.quotas()).isEqualTo(DAY);
    assertThat(span.startNanos()).isEqualTo(nanos(Instant.parse("2026-01-02T22:00:00Z")));
    assertThat(span.endNanos()).isEqualTo(nanos(Instant.parse("2026-01-03T06:00:00Z")));
  }

  @Test
  void aDayThatTheZoneSkipsHasNoTimes() {
    Schedule schedule =
        schedule("Pacific/Apia", time(EnumSet.of(DayOfWeek.FRIDAY), "00:00", "00:00", DAY));

    assertThat(at(schedule, Instant.parse("2011-12-30T09:59:59Z")).quotas()).isEqualTo(OWN);
    assertThat(at(schedule, Instant.parse("2011-12-30T10:00:00Z")).quotas()).isEqualTo(OWN);
    assertThat(at(schedule, Instant.parse("2012-01-05T10:00:00Z")).quotas()).isEqualTo(DAY);
  }

  @Test
  void anEventOutvotesATimeAndTheTimeGoesOnAfterwards() {
    Event sale =
        new Event(
            "sale", LocalDateTime.of(2026, 1, 2, 10, 0), LocalDateTime.of(2026, 1, 2, 11, 0), SALE);
    Schedule schedule =
        new Schedule(ZoneId.of("UTC"), List.of(time(EACH, "09:00", "17:00", DAY)), List.of(sale));

    assertThat(at(schedule, Instant.parse("2026-01-02T09:59:59Z")).quotas()).isEqualTo(DAY);
    assertThat(at(schedule, Instant.parse("2026-01-02T10:00:00Z")).quotas()).isEqualTo(SALE);
    assertThat(at(schedule, Instant.parse("2026-01-02T11:00:00Z")).quotas()).isEqualTo(DAY);
  }
}

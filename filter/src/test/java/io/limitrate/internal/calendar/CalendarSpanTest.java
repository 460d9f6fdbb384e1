package io.limitrate.internal.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.Quota;
import io.limitrate.Quota.CalendarWindow;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The windows of the calendar. The expected instants are those of the IANA time zone database. */
class CalendarSpanTest {

  @Property(tries = 4_000)
  void isTheWindowOfTheOracle(
      @ForAll("windows") String window,
      @ForAll("zones") String zone,
      @ForAll("times") long second) {
    CalendarWindow quota = quota(window, zone);

    CalendarSpan span = at(quota, second);

    assertThat(span).isEqualTo(CalendarOracle.of(quota).at(Instant.ofEpochSecond(second)));
  }

  /** The times around each change of a time zone are where windows are at risk. */
  @Property(tries = 4_000)
  void isTheWindowOfTheOracleAroundEachChangeOfTheZone(
      @ForAll("windows") String window,
      @ForAll("zones") String zone,
      @ForAll("times") long second) {
    CalendarWindow quota = quota(window, zone);
    Instant change = CalendarOracle.changeAfter(quota.zone(), Instant.ofEpochSecond(second));

    for (int minutes = -26 * 60; minutes <= 26 * 60; minutes += 29) {
      Instant now = change.plus(Duration.ofMinutes(minutes));
      assertThat(at(quota, now.getEpochSecond())).isEqualTo(CalendarOracle.of(quota).at(now));
    }
  }

  @Provide
  Arbitrary<String> windows() {
    return Arbitraries.of(
        "day",
        "day at 06:00",
        "day at 02:30",
        "day at 23:30",
        "week",
        "week from sunday",
        "week from saturday at 00:30",
        "month",
        "month from 31",
        "month from 30 at 12:00",
        "month from 15",
        "year",
        "year from 04-06",
        "year from 02-29");
  }

  @Provide
  Arbitrary<String> zones() {
    return Arbitraries.of(CalendarOracle.ZONES);
  }

  @Provide
  Arbitrary<Long> times() {
    return Arbitraries.longs()
        .between(second("2008-01-01T00:00:00Z"), second("2012-12-31T00:00:00Z"))
        .edgeCases(config -> config.none())
        .flatMap(
            early ->
                Arbitraries.longs()
                    .between(second("2020-01-01T00:00:00Z"), second("2030-12-31T00:00:00Z"))
                    .flatMap(late -> Arbitraries.of(early, late)));
  }

  @ParameterizedTest
  @CsvSource({
    // Midnight does not exist: the day starts at 01:00.
    "day, America/Havana,    2026-03-08T12:00:00Z, 2026-03-08T05:00:00Z, 2026-03-09T04:00:00Z",
    "day, Africa/Cairo,      2026-04-24T12:00:00Z, 2026-04-23T22:00:00Z, 2026-04-24T21:00:00Z",
    "day, Atlantic/Azores,   2026-03-29T12:00:00Z, 2026-03-29T01:00:00Z, 2026-03-30T00:00:00Z",
    // Midnight comes twice: the day starts at the first one.
    "day, America/Havana,    2026-11-01T12:00:00Z, 2026-11-01T04:00:00Z, 2026-11-02T05:00:00Z",
    "day, Europe/Berlin,     2026-10-25T12:00:00Z, 2026-10-24T22:00:00Z, 2026-10-25T23:00:00Z",
    // At 00:01 the local time goes back to 23:01 of the day before.
    "day, America/St_Johns,  2010-11-07T02:29:00Z, 2010-11-06T02:30:00Z, 2010-11-07T02:30:00Z",
    "day, America/St_Johns,  2010-11-07T02:30:30Z, 2010-11-07T02:30:00Z, 2010-11-08T03:30:00Z",
    "day, America/St_Johns,  2010-11-07T02:50:00Z, 2010-11-07T02:30:00Z, 2010-11-08T03:30:00Z",
    "day, America/St_Johns,  2010-11-07T03:40:00Z, 2010-11-07T02:30:00Z, 2010-11-08T03:30:00Z",
    // 2011-12-30 does not exist.
    "day, Pacific/Apia,      2011-12-30T09:59:59Z, 2011-12-29T10:00:00Z, 2011-12-30T10:00:00Z",
    "day, Pacific/Apia,      2011-12-30T10:00:00Z, 2011-12-30T10:00:00Z, 2011-12-31T10:00:00Z",
    "month from 30, Pacific/Apia, 2011-12-31T00:00:00Z, 2011-12-30T10:00:00Z, 2012-01-29T10:00:00Z",
    "day at 02:30, Europe/Berlin, 2026-03-29T12:00:00Z, 2026-03-29T01:30:00Z, 2026-03-30T00:30:00Z",
    "week, UTC,              2027-01-01T00:00:00Z, 2026-12-28T00:00:00Z, 2027-01-04T00:00:00Z",
    "week from sunday, UTC,  2027-01-01T00:00:00Z, 2026-12-27T00:00:00Z, 2027-01-03T00:00:00Z",
    "year from 02-29, UTC,   2027-12-01T00:00:00Z, 2027-02-28T00:00:00Z, 2028-02-29T00:00:00Z",
    "year from 02-29, UTC,   2032-02-28T23:59:59Z, 2031-02-28T00:00:00Z, 2032-02-29T00:00:00Z",
    "month, UTC,             1969-02-10T00:00:00Z, 1969-02-01T00:00:00Z, 1969-03-01T00:00:00Z"
  })
  void startsAndEndsAtTheseInstants(
      String window, String zone, Instant now, Instant start, Instant end) {
    CalendarSpan span = at(quota(window, zone), now.getEpochSecond());

    assertThat(instant(span.startNanos())).isEqualTo(start);
    assertThat(instant(span.endNanos())).isEqualTo(end);
  }

  /** Edge case 11 of traffic policies. */
  @Test
  void monthsFromThe31stStartAtTheLastDaysOfShorterMonthsAndDoNotDrift() {
    CalendarWindow quota = quota("month from 31", "UTC");
    List<String> starts = new ArrayList<>();
    long now = second("2026-02-01T00:00:00Z");
    for (int month = 0; month < 4; month++) {
      now = TimeUnit.NANOSECONDS.toSeconds(at(quota, now).endNanos());
      starts.add(LocalDate.ofInstant(Instant.ofEpochSecond(now), quota.zone()).toString());
    }

    assertThat(starts).containsExactly("2026-02-28", "2026-03-31", "2026-04-30", "2026-05-31");
  }

  @Test
  void windowsFollowOneAnotherWithoutGapsAtTheEdgesOfTime() {
    CalendarWindow quota = quota("day", "Europe/Berlin");

    assertThat(CalendarSpan.at(quota, Long.MAX_VALUE).holds(Long.MAX_VALUE)).isTrue();
    assertThat(CalendarSpan.at(quota, Long.MIN_VALUE).holds(Long.MIN_VALUE)).isTrue();
  }

  private static CalendarSpan at(CalendarWindow quota, long second) {
    return CalendarSpan.at(quota, TimeUnit.SECONDS.toNanos(second) + 999_999_999);
  }

  private static CalendarWindow quota(String window, String zone) {
    return (CalendarWindow) Quota.parse("5/" + window + " " + zone);
  }

  private static Instant instant(long nanos) {
    return Instant.ofEpochSecond(0, nanos);
  }

  private static long second(String instant) {
    return Instant.parse(instant).getEpochSecond();
  }
}

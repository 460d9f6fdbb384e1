package io.limitrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.limitrate.Quota.CalendarWindow;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CalendarQuotaTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1000/day                                   | 1000/day",
        "1000 / day Europe/Berlin                   | 1000/day Europe/Berlin",
        "1000/day at 06:00                          | 1000/day at 06:00",
        "1000/day at 00:00 UTC                      | 1000/day",
        "1000/day Etc/UTC                           | 1000/day",
        "1000/day +02:00                            | 1000/day +02:00",
        "1000/week                                  | 1000/week",
        "1000/week from monday                      | 1000/week",
        "1000/week from sunday                      | 1000/week from sunday",
        "50_000/month                               | 50000/month",
        "50_000/month from 1                        | 50000/month",
        "5/month from  31 at 06:30 America/Havana   | 5/month from 31 at 06:30 America/Havana",
        "5/year                                     | 5/year",
        "5/year from 01-01                          | 5/year",
        "5/year from 04-06 Europe/London            | 5/year from 04-06 Europe/London",
        "5/year from 02-29                          | 5/year from 02-29",
      })
  void readsAndWritesTheWrittenForm(String text, String canonical) {
    Quota quota = Quota.parse(text);

    assertThat(quota).isInstanceOf(CalendarWindow.class).hasToString(canonical);
    assertThat(Quota.parse(canonical)).isEqualTo(quota);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0/day                | limit must be at least 1",
        "5/day from 3         | a day has no from: write its start time with at, such as 1000/day"
            + " at 06:00",
        "5/day at 6:00        | at 6:00: must be a time, 00:00 to 23:59; did you mean 06:00?",
        "5/day at 18          | at 18: must be a time, 00:00 to 23:59; did you mean 18:00?",
        "5/day at 24:00       | at 24:00: must be a time, 00:00 to 23:59",
        "5/day at             | at has no value: after the unit come from, at and the time zone, in"
            + " this order, such as 1000/month from 31 at 06:00 Europe/Berlin",
        "5/day UTC at 06:00   | at is out of place: after the unit come from, at and the time zone,"
            + " in this order, such as 1000/month from 31 at 06:00 Europe/Berlin",
        "5/week at 06:00 from sunday | from is out of place: after the unit come from, at and the"
            + " time zone, in this order, such as 1000/month from 31 at 06:00 Europe/Berlin",
        "5/week from Sunday   | from Sunday: must be a day of the week, monday to sunday; did you"
            + " mean sunday?",
        "5/week from 7        | from 7: must be a day of the week, monday to sunday",
        "5/week sunday        | unknown time zone sunday, it is a name such as Europe/Berlin or an"
            + " offset such as +02:00; did you mean from sunday?",
        "5/month from 32      | from 32: must be a day of the month, 1 to 31",
        "5/month form 31      | unknown time zone form, it is a name such as Europe/Berlin or an"
            + " offset such as +02:00; did you mean from?",
        "5/year from 02-30    | from 02-30: must be a month and a day, 01-01 to 12-31",
        "5/day 06:00          | unknown time zone 06:00, it is a name such as Europe/Berlin or an"
            + " offset such as +02:00; did you mean at 06:00?",
        "5/day Europe/Berlni  | unknown time zone Europe/Berlni, it is a name such as Europe/Berlin"
            + " or an offset such as +02:00; did you mean Europe/Berlin?",
        "5/day berlin         | unknown time zone berlin, it is a name such as Europe/Berlin or an"
            + " offset such as +02:00; did you mean Europe/Berlin?",
        "5/day Mars/Olympus   | unknown time zone Mars/Olympus, it is a name such as Europe/Berlin"
            + " or an offset such as +02:00",
        "5/day fixed-window   | a calendar window has no algorithm, burst or queue: remove"
            + " fixed-window",
        "5/day burst 9        | a calendar window has no algorithm, burst or queue: remove burst",
        "5/days               | unknown unit days, it is one of ns, us, ms, s, m, h, d; did you"
            + " mean day?",
        "5/Month              | unknown unit Month, it is one of ns, us, ms, s, m, h, d; did you"
            + " mean month?",
        "5/1month             | unknown unit month, it is one of ns, us, ms, s, m, h, d; did you"
            + " mean 30d?",
        "5 per month          | a quota is written limit/window, such as 100/1m or 10/1s burst 20;"
            + " did you mean 5/month?",
        "99999999999999999999/day | 99999999999999999999 must be a number of at most 2^63-1",
      })
  void namesTheValueAndTheRuleThatItBreaks(String text, String rule) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Quota.parse(text))
        .withMessage("\"" + text + "\": " + rule);
  }

  /** The anchor of a billing period may be the date of a contract. */
  @Test
  void anAnchorInCodeStandsForTheSameWindowsAsTheWrittenForm() {
    LocalDateTime contract = LocalDateTime.parse("2024-07-31T06:00");
    ZoneId berlin = ZoneId.of("Europe/Berlin");

    assertThat(new CalendarWindow(5, ChronoUnit.MONTHS, contract, berlin))
        .isEqualTo(Quota.parse("5/month from 31 at 06:00 Europe/Berlin"));
    assertThat(new CalendarWindow(5, ChronoUnit.WEEKS, contract, ZoneId.of("Etc/GMT")))
        .isEqualTo(Quota.parse("5/week from wednesday at 06:00"));
    assertThat(new CalendarWindow(5, ChronoUnit.YEARS, contract, ZoneOffset.ofHours(2)))
        .isEqualTo(Quota.parse("5/year from 07-31 at 06:00 +02:00"));
    assertThat(new CalendarWindow(5, ChronoUnit.DAYS, contract, berlin))
        .isEqualTo(Quota.parse("5/day at 06:00 Europe/Berlin"));
  }

  @Test
  void rejectsOtherUnitsAndPartsOfAMinute() {
    LocalDateTime anchor = LocalDateTime.parse("2024-07-31T06:00:01");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CalendarWindow(5, ChronoUnit.HOURS, anchor, ZoneOffset.UTC))
        .withMessageContaining("whole minute");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new CalendarWindow(5, ChronoUnit.HOURS, anchor.withSecond(0), ZoneOffset.UTC))
        .withMessage("unit Hours: must be DAYS, WEEKS, MONTHS or YEARS");
  }

  @Test
  void theWindowIsTheAverageOfTheCalendar() {
    assertThat(Quota.parse("5/day").window()).isEqualTo(Duration.ofDays(1));
    assertThat(Quota.parse("5/year").window()).isEqualTo(ChronoUnit.YEARS.getDuration());
    assertThat(Quota.parse("5/month").capacity()).isEqualTo(5);
  }
}

package io.limitrate;

import static java.time.DayOfWeek.FRIDAY;
import static java.time.DayOfWeek.MONDAY;
import static java.time.DayOfWeek.SUNDAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.limitrate.Quotas.Schedule;
import io.limitrate.Quotas.Schedule.Event;
import io.limitrate.Quotas.Schedule.Time;
import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScheduleTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final Quotas QUOTAS = Quotas.parse("50/1m");

  private static Time time(String from, String to, DayOfWeek... days) {
    return new Time(Set.of(days), LocalTime.parse(from), LocalTime.parse(to), QUOTAS);
  }

  private static Event event(String name, String from, String to) {
    return new Event(name, LocalDateTime.parse(from), LocalDateTime.parse(to), QUOTAS);
  }

  private static Schedule schedule(Time... times) {
    return new Schedule(BERLIN, List.of(times), List.of());
  }

  private static Schedule of(Quotas quotas) {
    Time day = new Time(Set.of(MONDAY), LocalTime.MIDNIGHT, LocalTime.MIDNIGHT, quotas);
    return new Schedule(BERLIN, List.of(day), List.of());
  }

  private static Policy policy(String own, String scheduled) {
    return Policy.builder("p").quotas(own).schedule(of(Quotas.parse(scheduled))).build();
  }

  @Test
  void timesThatOverlapAreRejectedWithBothPlaces() {
    Time day = time("09:00", "17:00", MONDAY, FRIDAY);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> schedule(day, time("16:59", "18:00", FRIDAY)))
        .withMessage(
            "mon,fri 09:00-17:00 and fri 16:59-18:00 overlap: end one of them where the other one"
                + " starts");
    assertThat(schedule(day, time("17:00", "09:00", MONDAY, FRIDAY)).times()).hasSize(2);
  }

  @Test
  void aTimeOverMidnightReachesIntoTheNextDayAndTheNextWeek() {
    Time night = time("22:00", "06:00", SUNDAY);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> schedule(time("05:59", "07:00", MONDAY), night))
        .withMessageStartingWith("mon 05:59-07:00 and sun 22:00-06:00 overlap");
    assertThat(schedule(time("06:00", "07:00", MONDAY), night).times()).hasSize(2);
  }

  @Test
  void aWholeDayOverlapsEachTimeOfTheDay() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> schedule(time("00:00", "00:00", MONDAY), time("23:59", "00:00", MONDAY)))
        .withMessageStartingWith("mon and mon 23:59-00:00 overlap");
  }

  @Test
  void eventsThatOverlapAreRejectedWithBothNames() {
    Event one = event("sale", "2026-11-27T00:00", "2026-11-28T00:00");

    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new Schedule(
                    BERLIN,
                    List.of(),
                    List.of(one, event("fair", "2026-11-27T23:59", "2026-11-29T00:00"))))
        .withMessageStartingWith(
            "event sale 2026-11-27T00:00 to 2026-11-28T00:00 and event fair 2026-11-27T23:59 to");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new Schedule(
                    BERLIN,
                    List.of(),
                    List.of(one, event("sale", "2027-11-26T00:00", "2027-11-27T00:00"))))
        .withMessage("event sale is given twice: change one of the names");
  }

  @Test
  void aScheduleWithoutTimesAndEventsIsRejected() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> schedule())
        .withMessage("a schedule needs times or events");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "09:00; 09:00; from and to are both 09:00: leave both out for the whole day, or change one",
        "09:00:01; 10:00; from 09:00:01: must be a whole minute",
        "09:00; 10:00:01; to 10:00:01: must be a whole minute"
      })
  void aTimeWithoutALengthOrWithSecondsIsRejected(String from, String to, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> time(from, to, MONDAY))
        .withMessage(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "a b; 2026-01-01T00:00; 2026-01-02T00:00; event \"a b\": the name must be 1 to 100",
        "a; 2026-01-02T00:00; 2026-01-02T00:00; event a: to must be after from",
        "a; 2026-01-01T00:00:01; 2026-01-02T00:00; event a: from and to must be whole minutes"
      })
  void anEventThatBreaksARuleIsRejected(String name, String from, String to, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> event(name, from, to))
        .withMessageStartingWith(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "200/1m; 50/1m",
        "10/1s burst 20; 5/1s burst 10",
        "200/1m leaky-bucket; 50/1m leaky-bucket",
        "10/1s leaky-bucket queue 5; 20/1s leaky-bucket queue 10",
        "200/1h fixed-window; 50/1h fixed-window",
        "200/1h sliding-window-log, 9/1s; 500/1h sliding-window-log, 5/1s",
        "200/month from 31 Europe/Berlin; 50/month from 31 Europe/Berlin",
        "200/1m, 20 in-flight; 50/1m, 5 in-flight"
      })
  void quotasThatDifferByNumbersOnlyAreAccepted(String own, String scheduled) {
    assertThat(policy(own, scheduled).schedule().orElseThrow().quotas())
        .containsExactly(Quotas.parse(scheduled));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "200/1m; 50/1h",
        "200/1m; 50/1m fixed-window",
        "200/1m; 50/1m burst 60",
        "10/1s leaky-bucket queue 5; 20/1s leaky-bucket queue 5",
        "200/1m; 50/1m, 1000/1h",
        "200/month; 50/day",
        "200/month; 50/month from 15",
        "200/day; 50/day Europe/Berlin",
        "20 in-flight; 20 in-flight longest 1m"
      })
  void quotasOfAnotherShapeAreRejectedWithThePlaceAndTheMend(String own, String scheduled) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> policy(own, scheduled))
        .withMessage(
            "policy p: schedule: mon: \"%s\" must differ from the policy's own \"%s\" by numbers"
                    .formatted(Quotas.parse(scheduled), Quotas.parse(own))
                + " only, because the counter of a client continues: repeat the algorithm and the"
                + " window of each quota, and a burst or queue of the same part of the limit");
  }

  @Test
  void aTimeWithThePolicysOwnQuotasIsRejected() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> policy("9/1m", "9/1m"))
        .withMessage(
            "policy p: schedule: mon: has the policy's own quotas, so it has no effect: remove it");
  }

  @Test
  void aPolicyWithTiersHasNoSchedule() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Policy.builder("p").tier("free", QUOTAS).schedule(of(QUOTAS)).build())
        .withMessage(
            "policy p: a schedule sets the quotas of all calls: use it without tiers, or remove it");
  }
}

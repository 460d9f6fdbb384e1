package io.limitrate.internal.yaml;

import static java.time.DayOfWeek.FRIDAY;
import static java.time.DayOfWeek.MONDAY;
import static java.time.DayOfWeek.SATURDAY;
import static java.time.DayOfWeek.SUNDAY;
import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.Policy;
import io.limitrate.Quotas;
import io.limitrate.Quotas.Schedule;
import io.limitrate.Quotas.Schedule.Event;
import io.limitrate.Quotas.Schedule.Time;
import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScheduleBinderTest {
  private static Policy policy(String settings) {
    String yaml = "policies: { a: { %s } }".formatted(settings);
    return Reading.read(yaml).policies().get("a");
  }

  private static List<Time> times(String times) {
    return policy("quotas: 9/1m, schedule: { zone: UTC, times: [%s] }".formatted(times))
        .schedule()
        .orElseThrow()
        .times();
  }

  @Test
  void aBuilderSaysTheSame() {
    Policy read =
        Reading.read(
                """
                policies:
                  a:
                    quotas: 100/1m
                    schedule:
                      zone: Europe/Berlin
                      times:
                        - { days: mon-fri, from: 09:00, to: "17:00", quotas: 50/1m }
                        - { days: [sat, sunday], quotas: 200/1m }
                      events:
                        - { name: sale, from: 2026-11-27T08:00, to: 2026-11-28, quotas: 500/1m }
                """)
            .policies()
            .get("a");

    Time week =
        new Time(
            EnumSet.range(MONDAY, FRIDAY),
            LocalTime.of(9, 0),
            LocalTime.of(17, 0),
            Quotas.parse("50/1m"));
    Time weekend =
        new Time(
            EnumSet.of(SATURDAY, SUNDAY),
            LocalTime.MIDNIGHT,
            LocalTime.MIDNIGHT,
            Quotas.parse("200/1m"));
    Event sale =
        new Event(
            "sale",
            LocalDateTime.of(2026, 11, 27, 8, 0),
            LocalDateTime.of(2026, 11, 28, 0, 0),
            Quotas.parse("500/1m"));
    assertThat(read.schedule())
        .contains(new Schedule(ZoneId.of("Europe/Berlin"), List.of(week, weekend), List.of(sale)));
  }

  @Test
  void aRangeOfDaysMayReachIntoTheNextWeek() {
    assertThat(times("{ days: fri-mon, quotas: 5/1m }").get(0).days())
        .containsExactly(MONDAY, FRIDAY, SATURDAY, SUNDAY);
  }

  @Test
  void aTimeWithoutDaysIsOnEachDay() {
    Time night = times("{ from: 22:00, to: 06:00, quotas: 5/1m }").get(0);

    assertThat(night.days()).containsExactly(DayOfWeek.values());
    assertThat(night).hasToString("mon,tue,wed,thu,fri,sat,sun 22:00-06:00");
  }

  @Test
  void aTimeEndsAtMidnightUnlessItHasAnEnd() {
    assertThat(times("{ from: 22:00, quotas: 5/1m }").get(0).to()).isEqualTo(LocalTime.MIDNIGHT);
    assertThat(times("{ from: 22:00, to: 24:00, quotas: 5/1m }"))
        .isEqualTo(times("{ from: 22:00, quotas: 5/1m }"));
  }

  @Test
  void theCallsInFlightOfThePolicyHoldAtAllTimes() {
    Policy read =
        policy("quotas: 9/1m, in-flight: 3, schedule: { zone: UTC, times: [{ quotas: 5/1m }] }");

    assertThat(read.schedule().orElseThrow().quotas())
        .containsExactly(Quotas.parse("5/1m, 3 in-flight"));
  }

  @Test
  void aPolicyWithoutAScheduleHasNone() {
    assertThat(policy("quotas: 9/1m").schedule()).isEmpty();
  }
}

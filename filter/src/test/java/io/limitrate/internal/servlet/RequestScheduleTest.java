package io.limitrate.internal.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.Policy;
import io.limitrate.Quotas;
import io.limitrate.Quotas.Schedule;
import io.limitrate.Quotas.Schedule.Time;
import io.limitrate.servlet.WebApp;
import java.net.http.HttpResponse;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Requests before and after the beginning of a time, 01:10 in Berlin. */
class RequestScheduleTest {
  private final WebApp app = new WebApp();

  @AfterEach
  void close() {
    app.close();
  }

  private void start(String own, String day) throws Exception {
    Time time =
        new Time(
            EnumSet.allOf(DayOfWeek.class),
            LocalTime.of(1, 10),
            LocalTime.of(2, 0),
            Quotas.parse(day));
    Policy policy =
        Policy.builder("api")
            .quotas(own)
            .schedule(new Schedule(ZoneId.of("Europe/Berlin"), List.of(time), List.of()))
            .build();
    app.limited(WebApp.configuration().limit("/*", policy)).servlet("/").start();
  }

  private static String header(HttpResponse<String> answer, String name) {
    return answer.headers().firstValue(name).orElse("");
  }

  @Test
  void theHeadersShowTheQuotasThatHoldNow() throws Exception {
    start("5/1h sliding-window-log", "3/1h sliding-window-log");
    HttpResponse<String> before = app.get("/");
    app.pass(Duration.ofMinutes(10));
    HttpResponse<String> after = app.get("/");

    assertThat(header(before, "X-RateLimit-Limit")).isEqualTo("5");
    assertThat(header(before, "X-RateLimit-Remaining")).isEqualTo("4");
    assertThat(header(after, "X-RateLimit-Limit")).isEqualTo("3");
    assertThat(header(after, "X-RateLimit-Remaining")).isEqualTo("1");
    assertThat(header(after, "X-RateLimit-Reset")).isEqualTo(Long.toString(1_767_226_200 + 3_600));
  }

  @Test
  void aClientThatHasUsedMoreThanTheSmallerQuotaWaits() throws Exception {
    start("5/1h sliding-window-log", "3/1h sliding-window-log");
    for (int i = 0; i < 4; i++) {
      assertThat(app.get("/").statusCode()).isEqualTo(200);
    }
    app.pass(Duration.ofMinutes(10));

    HttpResponse<String> rejected = app.get("/");
    assertThat(rejected.statusCode()).isEqualTo(429);
    assertThat(header(rejected, "Retry-After")).isEqualTo("3000");

    app.pass(Duration.ofMinutes(50)); // the time of the smaller quota is over
    assertThat(app.get("/").statusCode()).isEqualTo(200);
  }
}

package io.limitrate.internal.response;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.limitrate.FailureRule;
import io.limitrate.Policy;
import io.limitrate.config.ResponseSettings;
import io.limitrate.config.ResponseSettings.Body;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RefusalsTest {
  private static final String BROWSER =
      "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";
  private static final Policy API = Policy.builder("api").quotas("2/1m, 100/1d").build();

  private final Limits limits = new Limits();
  private final Refusals refusals = refusals(Body.PROBLEM);

  @AfterEach
  void close() {
    limits.close();
  }

  private static Refusals refusals(Body body) {
    return new Refusals(new ResponseSettings(Set.of(), body, Optional.empty()));
  }

  private Refusal refused(String accept) {
    limits.take(API);
    limits.take(API);
    return refusals.of(limits.check(API), accept);
  }

  private static String text(Refusal refusal) {
    return ((Refusal.Content) refusal.body()).text();
  }

  @Test
  void programGetsAProblem() {
    Refusal refusal = refused("application/json");

    assertThat(refusal.status()).isEqualTo(429);
    assertThat(refusal.headers())
        .containsOnly(entry("Cache-Control", "no-store"), entry("Retry-After", "30"));
    assertThat(refusal.body())
        .isEqualTo(
            new Refusal.Content(
                "application/problem+json",
                "{\"type\":\"https://iana.org/assignments/http-problem-types#quota-exceeded\","
                    + "\"title\":\"Quota exceeded\",\"status\":429,"
                    + "\"detail\":\"Policy api allows 2/1m. Try again in 30 seconds.\","
                    + "\"violated-policies\":[\"api-1m\"]}"));
  }

  @Test
  void browserGetsAPageThatSaysHowLongToWait() {
    Refusal refusal = refused(BROWSER);

    assertThat(((Refusal.Content) refusal.body()).type()).isEqualTo("text/html;charset=utf-8");
    assertThat(text(refusal))
        .startsWith("<!DOCTYPE html>\n<html lang=\"en\">")
        .contains("<title>Too many requests</title>")
        .contains("Please wait <strong>30 seconds</strong>")
        .doesNotContain("script", "style=", "http:", "https:", "src=", "href=");
  }

  @Test
  void nothingIsSaidOfAWaitThatWouldNotHelp() {
    Policy costly = Policy.builder("costly").quotas("10/1m").cost(call -> 50).build();

    Refusal refusal = refusals.of(limits.check(costly), null);

    assertThat(refusal.headers()).doesNotContainKey("Retry-After");
    assertThat(text(refusal))
        .contains(
            "This request takes 50 units, but policy costly allows at most 10 at once."
                + " No wait will change that.");
  }

  @Test
  void waitIsAtLeastASecond() {
    Policy fast = Policy.builder("fast").quotas("1/1ms").build();
    limits.take(fast);

    assertThat(refusals.of(limits.check(fast), null).headers()).containsEntry("Retry-After", "1");
  }

  @Test
  void policyThatCannotCountIsNotTheClientsFault() {
    Policy closed =
        Policy.builder("closed")
            .quotas("10/1m")
            .cost(
                call -> {
                  throw new IllegalStateException("no cost");
                })
            .failure(FailureRule.CLOSED)
            .build();

    Refusal refusal = refusals.of(limits.check(closed), null);

    assertThat(refusal.status()).isEqualTo(503);
    assertThat(refusal.headers()).containsEntry("Retry-After", "1");
    assertThat(text(refusal))
        .contains("#temporary-reduced-capacity")
        .doesNotContain("violated-policies");
  }

  @Test
  void fullQueueIsNotTheClientsFault() {
    Refusal refusal = refusals.busy(Duration.ofMillis(1_500), BROWSER);

    assertThat(refusal.status()).isEqualTo(503);
    assertThat(refusal.headers()).containsEntry("Retry-After", "2");
    assertThat(text(refusal)).contains("<h1>Service busy</h1>");
  }

  @Test
  void bodyCanBeTheApplicationsOrNone() {
    assertThat(refusals(Body.EMPTY).busy(Duration.ZERO, null).body())
        .isEqualTo(new Refusal.Empty());
    assertThat(refusals(Body.ERROR_PAGE).busy(Duration.ZERO, null).body())
        .isEqualTo(new Refusal.ErrorPage());
    Refusals own =
        new Refusals(new ResponseSettings(Set.of(), Body.PROBLEM, Optional.of("/limited.jsp")));
    assertThat(own.busy(Duration.ZERO, BROWSER).body()).isEqualTo(new Refusal.Page("/limited.jsp"));
  }

  @Test
  void permissionIsNoRefusal() {
    assertThatThrownBy(() -> refusals.of(limits.check(API), null))
        .isInstanceOf(IllegalArgumentException.class);
  }
}

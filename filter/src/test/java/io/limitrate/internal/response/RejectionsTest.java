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

class RejectionsTest {
  private static final String BROWSER =
      "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";
  private static final Policy API = Policy.builder("api").quotas("2/1m, 100/1d").build();

  private final Limits limits = new Limits();
  private final Rejections rejections = rejections(Body.PROBLEM);

  @AfterEach
  void close() {
    limits.close();
  }

  private static Rejections rejections(Body body) {
    return new Rejections(new ResponseSettings(Set.of(), body, Optional.empty()));
  }

  private Rejection rejected(String accept) {
    limits.take(API);
    limits.take(API);
    return rejections.of(limits.check(API), accept);
  }

  private static String text(Rejection rejection) {
    return ((Rejection.Content) rejection.body()).text();
  }

  @Test
  void inAFloodRejectionsShareTheirAnswer() {
    Rejection first = rejected("application/json");

    assertThat(rejections.of(limits.take(API), "application/json")).isSameAs(first);
  }

  @Test
  void anAnswerIsSharedOnlyByTheSameWaitClientsAndQuota() {
    Policy other = Policy.builder("api").quotas("1/1m").build();
    Rejection first = rejected("application/json");
    limits.take(other);

    assertThat(text(rejections.of(limits.take(API), BROWSER))).startsWith("<!DOCTYPE html>");
    assertThat(text(rejections.of(limits.take(other), "application/json"))).contains("1/1m");
    limits.pass(Duration.ofSeconds(10));
    assertThat(rejections.of(limits.take(API), "application/json").headers())
        .containsEntry("Retry-After", "20");
    assertThat(first.headers()).containsEntry("Retry-After", "30");
  }

  @Test
  void programGetsAProblem() {
    Rejection rejection = rejected("application/json");

    assertThat(rejection.status()).isEqualTo(429);
    assertThat(rejection.headers())
        .containsOnly(entry("Cache-Control", "no-store"), entry("Retry-After", "30"));
    assertThat(rejection.body())
        .isEqualTo(
            new Rejection.Content(
                "application/problem+json",
                "{\"type\":\"https://iana.org/assignments/http-problem-types#quota-exceeded\","
                    + "\"title\":\"Quota exceeded\",\"status\":429,"
                    + "\"detail\":\"Policy api allows 2/1m. Try again in 30 seconds.\","
                    + "\"violated-policies\":[\"api-1m\"]}"));
  }

  @Test
  void browserGetsAPageThatSaysHowLongToWait() {
    Rejection rejection = rejected(BROWSER);

    assertThat(((Rejection.Content) rejection.body()).type()).isEqualTo("text/html;charset=utf-8");
    assertThat(text(rejection))
        .startsWith("<!DOCTYPE html>\n<html lang=\"en\">")
        .contains("<title>Too many requests</title>")
        .contains("Please wait <strong>30 seconds</strong>")
        .doesNotContain("script", "style=", "http:", "https:", "src=", "href=");
  }

  @Test
  void waitThatDoesNotHelpIsNotSuggested() {
    Policy costly = Policy.builder("costly").quotas("10/1m").cost(call -> 50).build();

    Rejection rejection = rejections.of(limits.check(costly), null);

    assertThat(rejection.headers()).doesNotContainKey("Retry-After");
    assertThat(text(rejection))
        .contains(
            "This request takes 50 units, but policy costly allows at most 10 at once."
                + " Waiting does not help.");
  }

  @Test
  void waitIsAtLeastASecond() {
    Policy fast = Policy.builder("fast").quotas("1/1ms").build();
    limits.take(fast);

    assertThat(rejections.of(limits.check(fast), null).headers()).containsEntry("Retry-After", "1");
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

    Rejection rejection = rejections.of(limits.check(closed), null);

    assertThat(rejection.status()).isEqualTo(503);
    assertThat(rejection.headers()).containsEntry("Retry-After", "1");
    assertThat(text(rejection))
        .contains("#temporary-reduced-capacity")
        .doesNotContain("violated-policies");
  }

  @Test
  void fullQueueIsNotTheClientsFault() {
    Rejection rejection = rejections.busy(Duration.ofMillis(1_500), BROWSER);

    assertThat(rejection.status()).isEqualTo(503);
    assertThat(rejection.headers()).containsEntry("Retry-After", "2");
    assertThat(text(rejection)).contains("<h1>Service busy</h1>");
  }

  @Test
  void bodyCanBeAnErrorPageOrEmpty() {
    assertThat(rejections(Body.EMPTY).busy(Duration.ZERO, null).body())
        .isEqualTo(new Rejection.Empty());
    assertThat(rejections(Body.ERROR_PAGE).busy(Duration.ZERO, null).body())
        .isEqualTo(new Rejection.ErrorPage());
    Rejections own =
        new Rejections(new ResponseSettings(Set.of(), Body.PROBLEM, Optional.of("/limited.jsp")));
    assertThat(own.busy(Duration.ZERO, BROWSER).body())
        .isEqualTo(new Rejection.Page("/limited.jsp"));
  }

  @Test
  void escapesNamesFromTheConfigurationInJsonAndHtml() {
    ResponseSettings settings = new ResponseSettings(Set.of(), Body.PROBLEM, Optional.empty());
    Problem problem = Problem.malformed(400, "\"größe\\<b>\" must be given once");

    Rejection json = ProblemAnswer.of(problem, settings, null, Rejection.Empty::new);

    assertThat(text(json))
        .contains("\"detail\":\"\\\"gr\\u00F6\\u00DFe\\\\<b>\\\" must be given once\"");
    assertThat(HtmlPage.of(problem))
        .contains("<p>&quot;gr&#246;&#223;e\\&lt;b&gt;&quot; must be given once</p>");
  }

  @Test
  void permissionIsNoRejection() {
    assertThatThrownBy(() -> rejections.of(limits.check(API), null))
        .isInstanceOf(IllegalArgumentException.class);
  }
}

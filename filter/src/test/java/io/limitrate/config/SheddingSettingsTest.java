package io.limitrate.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.limitrate.config.PrioritySettings.Assignment;
import io.limitrate.config.SheddingSettings.Exempt;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class SheddingSettingsTest {

  private static void assertRejected(ThrowingCallable settings, String message) {
    assertThatIllegalArgumentException().isThrownBy(settings).withMessage(message);
  }

  private static SheddingSettings.Builder some() {
    return SheddingSettings.builder().inFlight(10);
  }

  private static PrioritySettings priorities(List<String> classes, Assignment... calls) {
    return new PrioritySettings(classes, "normal", List.of(calls));
  }

  @Test
  void rejectsNumbersOutOfRange() {
    assertRejected(() -> some().inFlight(0).build(), "in-flight 0: must be from 1 to 1000000");
    assertRejected(() -> some().cpu(100).build(), "cpu 100: must be from 1 to 99");
    assertRejected(() -> some().heap(0).build(), "heap 0: must be from 1 to 99");
    assertRejected(
        () -> some().signal("queue", () -> 0, 100).build(),
        "signal queue 100: must be from 1 to 99");
    assertRejected(
        () -> some().retryAfter(Duration.ofMillis(999)).build(),
        "retryAfter PT0.999S: must be from 1s to 10m");
  }

  @Test
  void aBoundOnStarvationNeedsSeveralClasses() {
    assertRejected(
        () -> some().starvation(Duration.ofSeconds(5)).build(),
        "starvation needs priorities with several classes");
  }

  @Test
  void needsABound() {
    assertRejected(
        () -> SheddingSettings.builder().build(), "needs one of in-flight, cpu, heap, signals");
  }

  @Test
  void callersAreExemptForPathsOnly() {
    assertRejected(
        () -> new Exempt(List.of(), Optional.of(CallerLists.ranges("10.0.0.0/8"))),
        "exempt callers need paths");
  }

  @Test
  void rejectsClassesThatAreUnknownOrUnused() {
    assertRejected(
        () -> priorities(PrioritySettings.USUAL, new Assignment.ByRole("a", "hihg")),
        "class \"hihg\": no such class, known are critical, high, normal, low");
    assertRejected(
        () -> priorities(List.of("gold", "normal")),
        "class \"gold\": no request has this class: assign the class in calls, or remove it");
    assertRejected(
        () -> priorities(List.of("gold", "gold", "normal")),
        "classes: must not name a class twice");
    assertRejected(
        () -> priorities(List.of("1st", "normal")),
        "class \"1st\": must be a letter and up to 39 letters, digits, _ or -");
    assertThat(priorities(List.of("gold", "normal"), new Assignment.ByResolver(call -> "gold")))
        .isNotNull();
    assertThat(
            priorities(
                List.of("gold", "normal"), new Assignment.ByHeader("A", Map.of("b", "gold"))))
        .isNotNull();
  }

  @Test
  void theTextListsTheBounds() {
    SheddingSettings settings =
        some().cpu(90).heap(85).exempt(new Exempt(List.of("/health"), Optional.empty())).build();

    assertThat(settings)
        .hasToString(
            "at most 10 in flight, cpu from 90%, heap from 85%, not for /health; classes normal");
  }
}

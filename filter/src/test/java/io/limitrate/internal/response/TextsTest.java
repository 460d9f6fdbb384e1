package io.limitrate.internal.response;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextsTest {

  @ParameterizedTest
  @CsvSource({
    "1, 1 second",
    "119, 119 seconds",
    "120, 2 minutes",
    "121, 3 minutes",
    "7200, 2 hours",
    "172800, 2 days",
    "172801, 3 days"
  })
  void waitsAreRoundedUpToAUnitThatReadsWell(long seconds, String words) {
    assertThat(Seconds.inWords(seconds)).isEqualTo(words);
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "1, 1", "1000000000, 1", "1000000001, 2", "9223372036854775807, 9223372037"})
  void secondsAreRoundedUp(long nanos, long seconds) {
    assertThat(Seconds.ceil(nanos)).isEqualTo(seconds);
  }

  @Test
  void numbersAreTheirText() {
    for (long number : new long[] {0, 1, 1_023, 1_024, 1_280, 1_024, Long.MAX_VALUE, -1}) {
      assertThat(NumberText.of(number)).isEqualTo(Long.toString(number));
    }
    assertThat(NumberText.of(1_770_000_000)).isSameAs(NumberText.of(1_770_000_000));
  }

  @Test
  void onlyMissingHeadersAreExposed() {
    assertThat(Cors.toExpose(List.of("A", "B"), List.of())).isEqualTo("A, B");
    assertThat(Cors.toExpose(List.of("A", "B"), List.of("x, a ,y", "Z"))).isEqualTo("B");
    assertThat(Cors.toExpose(List.of("A", "B"), List.of("b,A"))).isEmpty();
  }
}

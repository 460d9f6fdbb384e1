package io.limitrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.limitrate.CallOutcome.Counting;
import io.limitrate.CallOutcome.Result;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CountedResultsTest {
  /** The result of a request, or of a method if the status is 0. */
  private record Ended(int code, Throwable thrown, OptionalLong size) implements Result {
    Ended(int code, Throwable thrown) {
      this(code, thrown, OptionalLong.empty());
    }

    @Override
    public CallOutcome outcome() {
      return thrown == null ? CallOutcome.RETURNED : CallOutcome.THREW;
    }

    @Override
    public OptionalInt status() {
      return code == 0 ? OptionalInt.empty() : OptionalInt.of(code);
    }

    @Override
    public Optional<Throwable> failure() {
      return Optional.ofNullable(thrown);
    }

    @Override
    public Duration duration() {
      return Duration.ZERO;
    }

    @Override
    public Optional<Object> value() {
      return Optional.empty();
    }
  }

  private static Counting statuses(String... statuses) {
    return Counting.of(List.of(statuses), List.of());
  }

  @ParameterizedTest
  @CsvSource({
    "404, 404, true",
    "404, 403, false",
    "404, 405, false",
    "5xx, 500, true",
    "5XX, 599, true",
    "5xx, 499, false",
    "401-404, 401, true",
    "401-404, 404, true",
    "401-404, 400, false",
    "401-404, 405, false",
    "2xx, 200, true",
    "2xx, 101, false",
    "5xx, 600, false"
  })
  void countsTheStatusesThatItNames(String status, int code, boolean counts) {
    assertThat(statuses(status).counts(new Ended(code, null))).isEqualTo(counts);
  }

  @Test
  void countsEachOfSeveralStatuses() {
    Counting counting = statuses("401", "403-404", "5xx");

    List<Integer> counted =
        List.of(200, 302, 400, 401, 402, 403, 404, 405, 500, 503).stream()
            .filter(code -> counting.counts(new Ended(code, null)))
            .toList();

    assertThat(counted).containsExactly(401, 403, 404, 500, 503);
  }

  @Test
  void countsAnExceptionASubclassAndACause() {
    Counting counting = Counting.of(List.of(), List.of(IOException.class));

    assertThat(counting.counts(new Ended(0, new IOException()))).isTrue();
    assertThat(counting.counts(new Ended(0, new FileNotFoundException()))).isTrue();
    assertThat(counting.counts(new Ended(200, new RuntimeException(new IOException())))).isTrue();
    assertThat(counting.counts(new Ended(500, new RuntimeException()))).isFalse();
    assertThat(counting.counts(new Ended(0, null))).isFalse();
  }

  @Test
  void causesThatFormACircleEnd() {
    Exception first = new IllegalStateException();
    Exception second = new IllegalStateException(first);
    first.initCause(second);

    Counting counting = Counting.of(List.of(), List.of(IOException.class));

    assertThat(counting.counts(new Ended(0, second))).isFalse();
  }

  @Test
  void statusesAloneCountEachCallThatHasNone() {
    assertThat(statuses("404").counts(new Ended(0, null))).isTrue();
    assertThat(Counting.of(List.of("404"), List.of(IOException.class)).counts(new Ended(0, null)))
        .isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "1xx", "199", "600", "40", "4040", "4x4", "404-", "-404", "x", "404-4xx"})
  void rejectsOtherTexts(String status) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> statuses(status))
        .withMessage(
            "status \"%s\": must be a status from 200 to 599, a class such as 5xx, or a range such"
                + " as 400-499",
            status);
  }

  @Test
  void rejectsARangeThatEndsBeforeItBegins() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> statuses("404-403"))
        .withMessage("status \"404-403\": ends before it begins");
  }

  @Test
  void rejectsACountOfNothingAndOfEverything() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Counting.of(List.of(), List.of()))
        .withMessageStartingWith("counts no call");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> statuses("2xx", "3xx", "4xx", "500-599"))
        .withMessageStartingWith("counts every response");
  }

  @Test
  void rejectsAPeriodAndUnitsThatAreNotPositive() {
    Counting each = result -> true;

    assertThatIllegalArgumentException()
        .isThrownBy(() -> Counting.byDuration(each, Duration.ZERO, 1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Counting.byDuration(each, Duration.ofSeconds(1), 0));
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "1, 1", "10, 1", "11, 2", "500, 50", "501, 50", "9223372036854775807, 50"})
  void takesAUnitForEachBegunBlockUpToTheMost(long bytes, long units) {
    Counting bySize = Counting.bySize(result -> true, 10, 50);

    assertThat(bySize.units(new Ended(200, null, OptionalLong.of(bytes)), 7)).isEqualTo(units);
  }

  @Test
  void keepsTheReservedUnitsIfTheSizeIsUnknown() {
    Counting bySize = Counting.bySize(result -> true, 10, 50);

    assertThat(bySize.units(new Ended(200, null), 7)).isEqualTo(7);
  }

  @Test
  void onlyACountBySizeReadsTheSize() {
    Counting bySize = Counting.bySize(statuses("404"), 10, 50);

    assertThat(bySize.readsSize()).isTrue();
    assertThat(Counting.byDuration(bySize, Duration.ofSeconds(1), 9).readsSize()).isTrue();
    assertThat(statuses("404").readsSize()).isFalse();
    assertThat(bySize.counts(new Ended(200, null))).isFalse();
  }

  @Test
  void rejectsABlockAndUnitsThatAreNotPositive() {
    Counting each = result -> true;

    assertThatIllegalArgumentException()
        .isThrownBy(() -> Counting.bySize(each, 0, 1))
        .withMessage("block 0: must be at least 1 byte");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Counting.bySize(each, 1, 0))
        .withMessage("most units 0: must be at least 1");
  }
}

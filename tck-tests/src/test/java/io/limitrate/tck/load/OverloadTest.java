package io.limitrate.tck.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checks the program {@link Overload}: it measures all classes. Its figures are no test. */
class OverloadTest {
  @TempDir Path directory;

  @Test
  void everyRequestOfEveryClassHasAResult() throws IOException {
    try (RunningServer server = RunningServer.overloaded(64, directory);
        OpenLoop load = new OpenLoop(server.address())) {
      Map<String, ClassResults> results = load.offer(200, 2);

      assertThat(results).containsOnlyKeys("critical", "high", "normal", "low");
      assertThat(results.values())
          .allSatisfy(one -> assertThat(one.offered()).isPositive())
          .allSatisfy(one -> assertThat(one.answered()).isPositive());
      assertThat(results.values().stream().mapToInt(ClassResults::offered).sum())
          .isBetween(250, 550);
    }
  }

  @Test
  void aFullServerRejectsLowRequests() throws IOException {
    try (RunningServer server = RunningServer.overloaded(2, directory);
        OpenLoop load = new OpenLoop(server.address())) {
      ClassResults low = load.offer(3 * BusyServlet.CAPACITY, 1).get("low");

      assertThat(low.row("low")).startsWith("| low | ").doesNotContain("| 100.00 % |");
      assertThat(low.answered()).isLessThan(low.offered() / 2);
    }
  }

  @Test
  void rejectsAnUnknownSetting() {
    assertThat(Overload.settings("seconds=1"))
        .containsEntry("seconds", 1)
        .containsEntry("times", 3);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Overload.settings("second=1"))
        .withMessageContaining("second=1: must be one of");
  }
}

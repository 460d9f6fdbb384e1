package io.limitrate.tck.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.acme.OrderQueue;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Runs the example of docs/load.md and compares the results with the text of the page. */
class LoadPageTest {
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

  @AfterEach
  void empty() {
    OrderQueue.waiting(0);
  }

  private static RecipeApplication start() throws Exception {
    return RecipeApplication.of(Block.yamlBelow("docs/load.md", "Load shedding").configuration());
  }

  /** The timer of the signals runs in real time, so the test asks until the load has an effect. */
  private static void awaitShed(RecipeApplication app, String path) throws Exception {
    Instant end = Instant.now().plus(LONGEST_WAIT);
    while (app.get(path).statusCode() != 503) {
      assertThat(Instant.now()).isBefore(end);
    }
  }

  @Test
  void aReserveRejectsReportsFromEightyPercentOn() throws Exception {
    Block example = Block.yamlBelow("docs/load.md", "A reserve in a policy");
    try (var app = RecipeApplication.of(example.configuration())) {
      var first = app.get("/reports/1");
      assertThat(app.gets(79, "/reports/1")).containsOnly(200);
      var rejected = app.get("/reports/1");
      assertThat(app.gets(20, "/checkout/1")).containsOnly(200);

      assertThat(first.headers().firstValue("X-RateLimit-Remaining")).hasValue("79");
      assertThat(rejected.statusCode()).isEqualTo(429);
      assertThat(rejected.headers().firstValue("X-RateLimit-Remaining")).hasValue("0");
      assertThat(rejected.headers().firstValue("X-RateLimit-Limit")).hasValue("100");
      assertThat(app.gets(2, "/checkout/1")).containsOnly(429);
    }
  }

  @Test
  void aFullQueueShedsReportsBeforeCheckoutsAndNoProbes() throws Exception {
    try (var app = start()) {
      OrderQueue.waiting(1_000);

      awaitShed(app, "/reports/1");
      awaitShed(app, "/");

      assertThat(app.gets(20, "/checkout/1")).containsOnly(200);
      assertThat(app.gets(20, "/health/live")).containsOnly(200);
      int seconds =
          app.get("/reports/1").headers().firstValue("Retry-After").map(Integer::parseInt).get();
      assertThat(seconds).isBetween(5, 10);
    }
  }
}

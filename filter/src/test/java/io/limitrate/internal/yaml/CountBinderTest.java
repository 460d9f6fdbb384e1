package io.limitrate.internal.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.CallOutcome;
import io.limitrate.CallOutcome.Counting;
import io.limitrate.CallOutcome.Result;
import io.limitrate.config.Configuration;
import io.limitrate.internal.engine.CallResult;
import io.limitrate.internal.engine.TestCall;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class CountBinderTest {

  /** A resolver of the application. */
  public static final class Failures implements Counting {
    @Override
    public boolean counts(Result result) {
      return result.status().orElse(0) == 418;
    }
  }

  private static Counting count(Configuration configuration) {
    return configuration.policies().get("a").count().orElseThrow();
  }

  private static Counting count(String yaml) {
    return count(Reading.read("policies: { a: { quotas: 9/1m, count: { %s } } }".formatted(yaml)));
  }

  @Test
  void aBuilderSaysTheSame() {
    assertThat(count("status: [401, 403-404, 5xx], exceptions: java.io.IOException"))
        .isEqualTo(Counting.of(List.of("401", "403", "404", "5xx"), List.of(IOException.class)));
    assertThat(count("status: 404")).isEqualTo(Counting.of(List.of("404"), List.of()));
    assertThat(count("exceptions: [java.io.IOException, java.util.concurrent.TimeoutException]"))
        .isEqualTo(Counting.of(List.of(), List.of(IOException.class, TimeoutException.class)));
  }

  @Test
  void aCostByDurationSettlesTheCallsThatCount() {
    Configuration read =
        Reading.read(
            """
            policies:
              a:
                quotas: 1000/1m
                cost: { from: duration, per: 100ms, default: 5, max: 50 }
                count: { status: 404 }
            """);

    assertThat(count(read))
        .isEqualTo(
            Counting.byDuration(
                Counting.of(List.of("404"), List.of()), Duration.ofMillis(100), 50));
    assertThat(read.policies().get("a").cost(new TestCall())).isEqualTo(5);
  }

  @Test
  void aCostByTheSizeOfTheResponseSettlesTheCallsThatCount() {
    Configuration read =
        Reading.read(
            """
            policies:
              a:
                quotas: 1000/1m
                cost: { from: response-size, per: 1024, default: 5, max: 50 }
                count: { status: 404 }
            """);

    assertThat(count(read))
        .isEqualTo(Counting.bySize(Counting.of(List.of("404"), List.of()), 1024, 50));
    assertThat(read.policies().get("a").cost(new TestCall())).isEqualTo(5);
  }

  @Test
  void aPolicyWithoutCountCountsEachCall() {
    Configuration read = Reading.read("policies: { a: { quotas: 9/1m } }");

    assertThat(read.policies().get("a").count()).isEmpty();
  }

  @Test
  void aSystemPropertySetsTheStatuses() {
    Configuration read =
        Reading.read(
            "policies: { a: { quotas: 9/1m, count: { status: 404 } } }",
            Reading.DEFAULTS,
            Map.of("limitrate.policies.a.count.status", "404, 5xx"));

    assertThat(count(read)).isEqualTo(Counting.of(List.of("404", "5xx"), List.of()));
  }

  @Test
  void aResolverIsAnObjectOfTheApplication() {
    Counting counting = count("resolver: " + Failures.class.getName());

    assertThat(counting).isInstanceOf(Failures.class);
    assertThat(counting.counts(CallResult.ofRequest(CallOutcome.RETURNED, 418, null))).isTrue();
    assertThat(counting.counts(CallResult.ofRequest(CallOutcome.RETURNED, 200, null))).isFalse();
  }
}

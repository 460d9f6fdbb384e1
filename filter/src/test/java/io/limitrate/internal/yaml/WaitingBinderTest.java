package io.limitrate.internal.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.Limiter.Waiting;
import io.limitrate.config.Configuration;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WaitingBinderTest {

  @Test
  void readsEveryBound() {
    Waiting bounds =
        Reading.read("waiting: { calls: 20_000, threads: 200, longest: 5m, longestOnThread: 10s }")
            .waiting();

    assertThat(bounds)
        .isEqualTo(
            Waiting.builder()
                .calls(20_000)
                .threads(200)
                .longest(Duration.ofMinutes(5))
                .longestOnThread(Duration.ofSeconds(10))
                .build());
  }

  @Test
  void boundsThatAreLeftOutHaveTheirDefaults() {
    assertThat(Reading.read("waiting: { threads: 200 }").waiting())
        .isEqualTo(Waiting.builder().threads(200).build());
    assertThat(Reading.read("").waiting()).isEqualTo(Waiting.DEFAULT);
  }

  @Test
  void theFileReplacesTheBoundsOfCode() {
    Configuration base =
        Configuration.builder().waiting(Waiting.builder().calls(100).build()).build();

    assertThat(Reading.read("waiting: { threads: 200 }", base, Map.of()).waiting())
        .isEqualTo(Waiting.builder().threads(200).build());
  }

  @Test
  void aSystemPropertySetsABound() {
    Map<String, String> properties = Map.of("limitrate.waiting.threads", "200");

    assertThat(Reading.read("", Reading.DEFAULTS, properties).waiting().threads()).isEqualTo(200);
  }
}

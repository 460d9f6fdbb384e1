package io.limitrate.tck.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.FailureRule;
import io.limitrate.Key;
import io.limitrate.Policy;
import io.limitrate.config.SharedSource;
import io.limitrate.config.StoreSettings;
import io.limitrate.internal.engine.Clock;
import io.limitrate.internal.engine.StoreLimiter;
import io.limitrate.internal.store.shared.SharedStores;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two nodes on one store, with different versions of a policy. */
@TestInstance(Lifecycle.PER_CLASS)
abstract class RollingUpdateContract {
  static final int NODES = 2;

  private static final Key SECRET = Key.random();
  private static final String BEFORE = "100/1000h";
  private static final int CALLS = 300;

  private final List<StoreLimiter> nodes = new ArrayList<>();

  /** Returns the caches of the store, for each node. */
  abstract List<SharedSource> sources(Path directory);

  @BeforeAll
  void open(@TempDir Path directory) {
    sources(directory).forEach(source -> nodes.add(node(source)));
  }

  @AfterAll
  void close() {
    nodes.forEach(StoreLimiter::close);
  }

  private static StoreLimiter node(SharedSource source) {
    Clock clock = Clock.monotonic();
    StoreSettings.Shared settings =
        StoreSettings.shared(source, SECRET).timeout(Duration.ofSeconds(5)).build();
    return StoreLimiter.builder(SharedStores.open(settings, clock, List.of()))
        .clock(clock)
        .secret(SECRET)
        .build();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "100/1000h sliding-window-log",
        "100/1000h sliding-window-counter",
        "100/1000h fixed-window",
        "100/1000h leaky-bucket queue 100",
        "100/1000h burst 10",
        "100/1000h, 100/500h fixed-window"
      })
  void admitsNoMoreThanBothQuotasTogether(String after, TestInfo test) {
    int admitted = admitted(policy(BEFORE, test), policy(after, test));

    assertThat(admitted).isBetween(100, 201);
  }

  @ParameterizedTest
  @ValueSource(strings = {"100/1000h", "50/1000h"})
  void countsChangedLimitsOfOneShapeTogether(String after, TestInfo test) {
    int admitted = admitted(policy(BEFORE, test), policy(after, test));

    assertThat(admitted).isBetween(50, 100);
  }

  /** Returns how many calls of one user both nodes permit, in turns. */
  private int admitted(Policy before, Policy after) {
    int admitted = 0;
    for (int i = 0; i < CALLS; i++) {
      admitted += permits(nodes.get(0), before) ? 1 : 0;
      admitted += permits(nodes.get(1), after) ? 1 : 0;
    }
    return admitted;
  }

  private static boolean permits(StoreLimiter node, Policy policy) {
    return node.check(new UserCall("user"), List.of(policy)).permitted();
  }

  private static Policy policy(String quotas, TestInfo test) {
    return Policy.builder("of-" + test.getDisplayName().hashCode())
        .key("user")
        .quotas(quotas)
        .exact(true)
        .failure(FailureRule.CLOSED)
        .build();
  }
}

package io.limitrate.internal.store.shared;

import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.Key;
import io.limitrate.Policy;
import io.limitrate.Quotas;
import io.limitrate.Quotas.Schedule;
import io.limitrate.Quotas.Schedule.Time;
import io.limitrate.internal.engine.Clock;
import io.limitrate.internal.engine.StoreLimiter;
import io.limitrate.internal.engine.TestCall;
import io.limitrate.internal.store.shared.Nodes.Node;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A policy with a schedule on nodes that share a store. The day begins at 00:10. */
class ScheduleSharedStoreTest {
  private static final Key SECRET = Key.random();
  private static final Duration UNTIL_DAY = Duration.ofMinutes(10);

  private final Nodes nodes = new Nodes();

  @AfterEach
  void close() {
    nodes.close();
  }

  private static Policy policy(String own, String day) {
    Time time =
        new Time(
            EnumSet.allOf(DayOfWeek.class),
            LocalTime.of(0, 10),
            LocalTime.MIDNIGHT,
            Quotas.parse(day));
    return Policy.builder("p")
        .key("user")
        .quotas(own)
        .schedule(new Schedule(ZoneOffset.UTC, List.of(time), List.of()))
        .build();
  }

  private StoreLimiter node() {
    return limiter(nodes.add());
  }

  private static StoreLimiter limiter(Node node) {
    return StoreLimiter.builder(node.store()).secret(SECRET).clock(node.clock()).build();
  }

  /** Returns a node whose clock is behind. */
  private StoreLimiter lateNode(Duration late) {
    return limiter(nodes.add(Clock.of(() -> nodes.time.instant().minus(late))));
  }

  private static int permitted(StoreLimiter node, Policy policy, int calls) {
    int permitted = 0;
    for (int i = 0; i < calls; i++) {
      TestCall call = new TestCall().with("user", "u");
      permitted += node.check(call, List.of(policy)).permitted() ? 1 : 0;
    }
    return permitted;
  }

  @Test
  void allNodesContinueWithOneCount() {
    StoreLimiter first = node();
    StoreLimiter second = node();
    Policy policy = policy("9/1h fixed-window", "5/1h fixed-window");
    nodes.time.advance(UNTIL_DAY.minusSeconds(1));
    assertThat(permitted(first, policy, 3)).isEqualTo(3);

    nodes.time.advance(Duration.ofSeconds(1));

    assertThat(permitted(second, policy, 9)).isEqualTo(2);
    assertThat(permitted(first, policy, 9)).isZero();
  }

  @Test
  void aRejectionThatANodeRemembersEndsWithItsQuotas() {
    StoreLimiter node = node();
    Policy policy = policy("5/1h fixed-window", "9/1h fixed-window");
    assertThat(permitted(node, policy, 9)).isEqualTo(5);

    nodes.time.advance(UNTIL_DAY);

    assertThat(permitted(node, policy, 9)).isEqualTo(4);
  }

  @ParameterizedTest
  @CsvSource({"9, 5", "5, 9", "900, 500", "500, 900"})
  void nodesWhoseClocksDifferTogetherGetAtMostTheGreaterQuota(int own, int day) {
    StoreLimiter right = node();
    StoreLimiter late = lateNode(Duration.ofSeconds(5));
    Policy policy = policy(own + "/1h fixed-window", day + "/1h fixed-window");
    nodes.time.advance(UNTIL_DAY);
    int permitted = 0;

    for (int i = 0; i < 10; i++) {
      permitted += permitted(late, policy, Math.max(own, day) / 9);
      permitted += permitted(right, policy, Math.max(own, day) / 9);
      nodes.time.advance(Duration.ofSeconds(1));
    }

    assertThat(permitted).isBetween(Math.min(own, day) / 2, Math.max(own, day));
  }

  @Test
  void leasesFromBeforeTheSwitchCountAgainstTheSmallerQuota() {
    StoreLimiter first = node();
    StoreLimiter second = node();
    Policy policy = policy("900/1h fixed-window", "300/1h fixed-window");
    nodes.time.advance(UNTIL_DAY.minusMillis(1));
    assertThat(permitted(first, policy, 400)).isEqualTo(400);

    nodes.time.advance(Duration.ofMillis(1));

    assertThat(permitted(second, policy, 100) + permitted(first, policy, 100)).isZero();
  }

  @Test
  void theDifferenceToAGreaterQuotaIsFreeAtTheSwitch() {
    StoreLimiter first = node();
    StoreLimiter second = node();
    Policy policy = policy("300/1h fixed-window", "900/1h fixed-window");
    nodes.time.advance(UNTIL_DAY.minusMillis(1));
    int before = permitted(first, policy, 400);

    nodes.time.advance(Duration.ofSeconds(3));
    int after = permitted(second, policy, 900) + permitted(first, policy, 900);

    assertThat(before).isBetween(225, 300);
    assertThat(after).isBetween(450, 900 - before); // a node may hold the other units as a lease
  }

  /** The smaller quota needs a longer retention, and entries of one retention have one cache. */
  @Test
  void quotasOfDifferentRetentionsCountOneEntry() {
    StoreLimiter node = node();
    Policy policy = policy("100/2m leaky-bucket", "2/2m leaky-bucket");
    nodes.time.advance(UNTIL_DAY.minusSeconds(60));
    assertThat(permitted(node, policy, 200)).isEqualTo(101);

    nodes.time.advance(Duration.ofSeconds(60));

    assertThat(permitted(node, policy, 9)).isEqualTo(1); // an empty bucket has three slots
  }
}

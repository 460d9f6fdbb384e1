package io.limitrate.internal.store.shared;

import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.Decision;
import io.limitrate.Key;
import io.limitrate.internal.engine.Clock;
import io.limitrate.internal.engine.CountedQuotas;
import io.limitrate.internal.store.shared.Nodes.Node;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Windows of the calendar on nodes with the same wall-clock time and different monotonic clocks.
 */
class CalendarSharedStoreTest {
  private final Nodes nodes = new Nodes();
  private final Key key = Key.random();

  @AfterEach
  void close() {
    nodes.close();
  }

  /** A node whose monotonic clock differs from the wall clock. */
  private Node node(Duration ahead) {
    return nodes.add(
        new Clock() {
          @Override
          public long nanos() {
            return Clock.of(nodes.time).nanos() + ahead.toNanos();
          }

          @Override
          public long driftNanos(long nowNanos) {
            return -ahead.toNanos();
          }

          @Override
          public long epochSecond(long nowNanos, long laterNanos) {
            return 0;
          }
        });
  }

  private static int permitted(Node node, Key key, String quotas, int calls) {
    CountedQuotas counted = CountedQuotas.parse(quotas);
    return node.permitted(key, counted.withDrift(node.clock().driftNanos(0)), calls);
  }

  @ParameterizedTest
  @CsvSource({"9", "900"})
  void windowsStartByTheWallClockOnAllNodes(int limit) {
    Node first = node(Duration.ofMinutes(10)); // the time of the cluster follows this node
    Node second = node(Duration.ofMinutes(-10));
    String quotas = limit + "/day, 100000/1h";
    nodes.time.advance(Duration.ofDays(1).minusSeconds(1));

    int before = permitted(first, key, quotas, limit / 3) + permitted(second, key, quotas, limit);
    nodes.time.advance(Duration.ofSeconds(1));
    int after = permitted(second, key, quotas, limit / 3) + permitted(first, key, quotas, limit);

    int least = limit < 100 ? limit : limit * 3 / 4; // a node may hold the other units as a lease
    assertThat(before).isBetween(least, limit);
    assertThat(after).isBetween(least, limit);
  }

  @Test
  void aRejectionNamesTheEndOfTheWindow() {
    node(Duration.ofMinutes(10));
    Node second = node(Duration.ofMinutes(-10));
    CountedQuotas day =
        CountedQuotas.parse("1/day Europe/Berlin").withDrift(second.clock().driftNanos(0));
    second.acquire(key, day, 1);
    nodes.time.advance(Duration.ofHours(1));

    Decision asked = second.acquire(key, day, 1);
    nodes.time.advance(Duration.ofHours(1));
    Decision known = second.acquire(key, day, 1);

    Instant end = Instant.parse("2026-01-01T23:00:00Z");
    assertThat(asked.resetNanos()).isEqualTo(Duration.between(start(), end).toNanos() - hours(1));
    assertThat(known.resetNanos()).isEqualTo(Duration.between(start(), end).toNanos() - hours(2));
  }

  private static Instant start() {
    return Instant.parse("2026-01-01T00:00:00Z");
  }

  private static long hours(int hours) {
    return Duration.ofHours(hours).toNanos();
  }

  @ParameterizedTest
  @CsvSource({
    "5/day,   limitrate-3d",
    "5/week,  limitrate-100d",
    "5/month, limitrate-100d",
    "5/year,  limitrate-400d"
  })
  void entriesLiveAtLeastAsLongAsTheirWindow(String quotas, String cache) {
    permitted(nodes.add(), key, quotas, 1);

    assertThat(nodes.caches.holding(key)).containsExactly(cache);
  }

  /** Nodes with the same shape share an entry while they reload one after the other. */
  @Test
  void aReloadThatChangesTheZoneKeepsTheCount() {
    Node one = nodes.add();
    Node other = nodes.add();

    assertThat(permitted(one, key, "9/day", 5)).isEqualTo(5);
    assertThat(permitted(other, key, "9/day Europe/Berlin", 9)).isEqualTo(4);
    assertThat(permitted(one, key, "9/day", 1)).isZero();
  }
}

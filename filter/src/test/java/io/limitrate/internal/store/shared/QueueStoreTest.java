package io.limitrate.internal.store.shared;

import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.Decision;
import io.limitrate.Key;
import io.limitrate.internal.engine.CountedQuotas;
import io.limitrate.internal.engine.Transition.Withdraw;
import io.limitrate.internal.store.shared.Nodes.Node;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Departures of a leaky bucket that nodes share. */
class QueueStoreTest {
  private static final CountedQuotas BUCKET = CountedQuotas.parse("100/1s leaky-bucket queue 3");
  private static final long GAP = Duration.ofMillis(10).toNanos();

  private final Nodes nodes = new Nodes();
  private final Node one = nodes.add();
  private final Node other = nodes.add();
  private final Key key = Key.random();

  @AfterEach
  void close() {
    nodes.close();
  }

  private long departure(Node node) {
    Decision decision = node.acquire(key, BUCKET, 1);
    assertThat(decision.permitted()).isTrue();
    return decision instanceof Decision.Delayed delayed ? delayed.delayNanos() / GAP : 0;
  }

  private void withdraw(Node node, long departure) {
    long nowNanos = node.clock().nanos();
    long endNanos = nowNanos + (departure + 1) * GAP;
    Decision unused = node.store().apply(key, new Withdraw(BUCKET, 1, endNanos, nowNanos));
  }

  @Test
  void nodesBuyDifferentDepartures() {
    assertThat(departure(one)).isZero();
    assertThat(departure(other)).isEqualTo(1);
    assertThat(departure(one)).isEqualTo(2);
  }

  @Test
  void theLastDepartureGoesBackAndIsSoldAgain() {
    departure(one);
    departure(one);
    departure(other);

    withdraw(other, 2);

    assertThat(departure(one)).isEqualTo(2);
  }

  @Test
  void aDepartureBeforeOneOfAnotherNodeIsNotSoldAgain() {
    departure(one);
    departure(one);
    departure(other);

    withdraw(one, 1);

    assertThat(departure(one)).isEqualTo(3);
    assertThat(one.acquire(key, BUCKET, 1).permitted()).isFalse();
  }
}

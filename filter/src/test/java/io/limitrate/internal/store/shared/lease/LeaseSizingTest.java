package io.limitrate.internal.store.shared.lease;

import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.internal.algorithm.Unused;
import io.limitrate.internal.engine.CountedQuotas;
import io.limitrate.internal.engine.Transition;
import io.limitrate.internal.engine.Transition.Acquire;
import io.limitrate.internal.engine.Transition.Settle;
import io.limitrate.internal.store.shared.update.UpdateCommand;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class LeaseSizingTest {
  private static final long NOW = TimeUnit.DAYS.toNanos(20_000);
  private static final CountedQuotas QUOTAS = CountedQuotas.parse("1000000/1m fixed-window");
  private static final long LIFE_NANOS = QUOTAS.leaseNanos();

  @Property
  void aSteadyRateLeasesTheUnitsOfOneLife(
      @ForAll @IntRange(min = 8, max = 1_000) int perLife,
      @ForAll @IntRange(min = 1, max = 50) int lives) {
    long wanted = wanted(null, NOW - lives * LIFE_NANOS, perLife * lives);

    assertThat(wanted).isEqualTo(perLife);
  }

  /** The calls that waited during a pause of the node arrive within microseconds. */
  @Property
  void aBurstLeasesEightTimesItsUnitsAtMost(
      @ForAll @IntRange(min = 1, max = 250) int calls,
      @ForAll @LongRange(min = 0, max = 10_000_000_000L) long sinceNanos) {
    long wanted = wanted(null, NOW - sinceNanos, calls);

    assertThat(wanted).isLessThanOrEqualTo(8L * calls);
  }

  @Test
  void unusedUnitsOfAnEndedLeaseAreNoDemand() {
    HeldLease lease = lease(1_000, null, NOW);
    for (int i = 0; i < 100; i++) {
      lease.take(QUOTAS, 1, NOW);
    }

    Unused unused = Objects.requireNonNull(lease.end());

    assertThat(unused.units()).isEqualTo(900);
    assertThat(wanted(lease, NOW - LIFE_NANOS, 1)).isEqualTo(101);
    lease.keepUnused(300);
    assertThat(wanted(lease, NOW - LIFE_NANOS, 1)).isEqualTo(101);
  }

  @Test
  void unitsOfTheOlderLeaseAreDemandAfterTheGrantOfTheNewer() {
    HeldLease older = lease(100, null, NOW);
    for (int i = 0; i < 80; i++) {
      older.take(QUOTAS, 1, NOW);
    }
    HeldLease newer = lease(1_000, older, NOW);
    for (int i = 0; i < 50; i++) {
      newer.take(QUOTAS, 1, NOW);
    }

    assertThat(wanted(newer, NOW - LIFE_NANOS, 0)).isEqualTo(50);
  }

  /** Nobody waits for units, so a second lease would only keep them from other nodes. */
  @Test
  void aBatchOfSettlementsLeasesNothing() {
    HeldLease lease = lease(1_000, null, NOW);
    for (int i = 0; i < 100; i++) {
      lease.take(QUOTAS, 1, NOW);
    }
    Settle settle = new Settle(QUOTAS, 1, 3, NOW, NOW);

    long wanted = LeaseSizing.wantedUnits(lease, NOW - LIFE_NANOS, QUOTAS, List.of(settle), NOW);

    assertThat(wanted).isZero();
  }

  private static HeldLease lease(long units, HeldLease older, long nowNanos) {
    Acquire look = new Acquire(QUOTAS, 0, nowNanos);
    UpdateCommand command = new UpdateCommand(QUOTAS, nowNanos, List.of(), List.of(look), units);
    return new HeldLease(
        QUOTAS, Objects.requireNonNull(command.outcome(null).grant()), nowNanos, older);
  }

  private static long wanted(HeldLease lease, long askedNanos, int calls) {
    List<Transition<?>> asked = Collections.nCopies(calls, new Acquire(QUOTAS, 1, NOW));
    return LeaseSizing.wantedUnits(lease, askedNanos, QUOTAS, asked, NOW);
  }
}

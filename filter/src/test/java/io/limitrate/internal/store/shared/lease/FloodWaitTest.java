package io.limitrate.internal.store.shared.lease;

import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.Decision.Rejected;
import io.limitrate.internal.engine.CountedQuotas;
import io.limitrate.internal.engine.Transition.Acquire;
import io.limitrate.internal.store.shared.update.UpdateCommand;
import io.limitrate.internal.store.shared.update.UpdateCommand.Outcome;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FloodWaitTest {
  private static final long NOW = TimeUnit.DAYS.toNanos(20_000);
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
  private static final CountedQuotas FAST = CountedQuotas.parse("6000/1m");

  @Property
  void aFloodWaitsBetweenASixteenthOfALifeAndALife(
      @ForAll @LongRange(min = 1, max = 1_000_000_000) long lastWait,
      @ForAll @LongRange(min = 0, max = 5_000_000_000L) long later) {
    long wait = FloodWait.leastNanos(rejection(FAST, lastWait), FAST, NOW + later);

    assertThat(wait).isBetween(SECOND / 16, SECOND);
    assertThat(wait).isLessThanOrEqualTo(Math.max(3 * lastWait, SECOND / 16));
  }

  @Test
  void waitsOfAFloodGrowToTheLifeOfALease() {
    long now = NOW | 1_023;
    long wait = FloodWait.leastNanos(null, FAST, now);
    assertThat(wait).isEqualTo(SECOND / 16);

    for (int i = 0; i < 5; i++) {
      wait = FloodWait.leastNanos(rejection(FAST, wait), FAST, now);
    }

    assertThat(wait).isBetween(SECOND * 99 / 100, SECOND);
  }

  @Test
  void theWaitIsShortAgainALifeAfterTheLastRejection() {
    CachedRejection last = rejection(FAST, SECOND / 2);

    assertThat(FloodWait.leastNanos(last, FAST, NOW + SECOND * 3 / 2)).isEqualTo(SECOND / 16);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"100/1m", "5000/1h", "6000/1m fixed-window", "6000/1m, 9000/1h fixed-window"})
  void quotasThatRegainFewUnitsInALifeWaitNoLonger(String text) {
    CountedQuotas quotas = CountedQuotas.parse(text);

    assertThat(FloodWait.leastNanos(rejection(quotas, SECOND / 2), quotas, NOW | 1_023))
        .isEqualTo(quotas.leaseNanos() / 16);
    assertThat(FloodWait.after(used(quotas, 100), quotas, SECOND)).isNull();
  }

  @Test
  void aNearlyEmptyBucketIsLeftAloneForAWhile() {
    Rejected pause = FloodWait.after(used(FAST, 5_951), FAST, SECOND / 16);

    assertThat(pause).isNotNull();
    assertThat(pause.waitNanos()).isEqualTo(SECOND / 16);
    assertThat(FloodWait.after(used(FAST, 5_950), FAST, SECOND / 16)).isNull();
  }

  private static CachedRejection rejection(CountedQuotas quotas, long waitNanos) {
    Rejected rejected = new Rejected(quotas.list().get(0), 0, SECOND, waitNanos);
    return CachedRejection.of(new Acquire(quotas, 1, NOW), rejected);
  }

  private static Outcome used(CountedQuotas quotas, long units) {
    return UpdateCommand.of(quotas, new Acquire(quotas, units, NOW)).outcome(null);
  }
}

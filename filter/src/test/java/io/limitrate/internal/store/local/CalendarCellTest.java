package io.limitrate.internal.store.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.internal.engine.CountedQuotas;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class CalendarCellTest {
  private static final CountedQuotas TWO_HOURS_BEHIND =
      CountedQuotas.parse("2/day Europe/Berlin").withDrift(TimeUnit.HOURS.toNanos(2));

  private static long nanos(String instant) {
    return TimeUnit.SECONDS.toNanos(Instant.parse(instant).getEpochSecond());
  }

  @Test
  void theSweepKeepsAnEntryUntilAnHourAfterItsWindowByTheWallClock() {
    Cell cell = Cell.of(CountedQuotas.parse("2/day Europe/Berlin"));
    cell.acquire(TWO_HOURS_BEHIND, 1, nanos("2026-03-01T12:00:00Z"));

    assertThat(cell.retireIfIdle(nanos("2026-03-01T21:59:59Z"))).isFalse();
    assertThat(cell.retireIfIdle(nanos("2026-03-01T22:00:00Z"))).isTrue();
  }
}

package io.limitrate.internal.store.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.Decision;
import io.limitrate.internal.engine.CountedQuotas;
import io.limitrate.internal.engine.Transition.Acquire;
import io.limitrate.internal.engine.Transition.Settle;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PackedCellTest {
  private static final CountedQuotas FIVE = CountedQuotas.parse("5/1m fixed-window");
  private static final long NOW =
      Instant.parse("2026-01-01T00:00:00Z").getEpochSecond() * 1_000_000_000;
  private static final long NEXT_WINDOW = NOW + Duration.ofMinutes(1).toNanos();

  private final Cell cell = Cell.of(FIVE);

  @Test
  void aQuotaWithAPackedFormHasAPackedCell() {
    assertThat(cell).isInstanceOf(PackedCell.class);
    assertThat(Cell.of(CountedQuotas.parse("5/1m, 9/1h"))).isInstanceOf(StateCell.class);
  }

  @Test
  void countsCallsAndTransitionsTogether() {
    assertThat(cell.acquire(FIVE, 2, NOW).remaining()).isEqualTo(3);
    assertThat(cell.apply(new Acquire(FIVE, 2, NOW)).remaining()).isEqualTo(1);
    assertThat(cell.apply(new Settle(FIVE, 2, 1, NOW, NOW)).remaining()).isEqualTo(2);
    assertThat(cell.acquire(FIVE, 3, NOW).permitted()).isFalse();
    assertThat(cell.acquire(FIVE, 2, NOW).permitted()).isTrue();
  }

  @Test
  void anotherTierOfTheSameShapeSharesTheCounter() {
    CountedQuotas nine = CountedQuotas.parse("9/1m fixed-window");
    cell.acquire(FIVE, 5, NOW);

    assertThat(cell.acquire(nine, 4, NOW).remaining()).isZero();
    assertThat(cell.successor()).isNull();
  }

  @Test
  void aStateThatDoesNotFitMovesToASuccessor() {
    cell.acquire(FIVE, 1, NOW);
    Decision settled = cell.apply(new Settle(FIVE, 1, Long.MAX_VALUE, NOW, NOW));

    assertThat(settled.remaining()).isZero();
    assertThat(cell.successor()).isInstanceOf(StateCell.class);
    assertThat(cell.acquire(FIVE, 1, NOW).permitted()).isFalse();
    assertThat(cell.acquire(FIVE, 1, NEXT_WINDOW).permitted()).isTrue();
  }

  @Test
  void quotasOfAnotherShapeReadNoStateOfThisOne() {
    CountedQuotas bucket = CountedQuotas.parse("5/1m");
    cell.acquire(FIVE, 5, NOW);

    assertThat(cell.acquire(bucket, 5, NOW).permitted()).isTrue();
    assertThat(cell.acquire(bucket, 1, NOW).permitted()).isFalse();
  }

  @Test
  void retiresOnlyWhenItsStateNoLongerCounts() {
    cell.acquire(FIVE, 1, NOW);
    assertThat(cell.retireIfIdle(NOW)).isFalse();

    assertThat(cell.retireIfIdle(NEXT_WINDOW)).isTrue();
    assertThat(cell.acquire(FIVE, 1, NEXT_WINDOW)).isNull();
    assertThat(cell.apply(new Acquire(FIVE, 1, NEXT_WINDOW))).isNull();
    assertThat(cell.retireIfIdle(NEXT_WINDOW)).isTrue();
  }

  @Test
  void aCellThatHasMovedDoesNotRetire() {
    cell.apply(new Settle(FIVE, 1, Long.MAX_VALUE, NOW, NOW));

    assertThat(cell.retireIfIdle(NEXT_WINDOW)).isFalse();
    assertThat(cell.successor().retireIfIdle(NEXT_WINDOW)).isTrue();
  }

  @Test
  void callsAtOnceTakeEachUnitOnce() {
    CountedQuotas many = CountedQuotas.parse("100000/1m fixed-window");
    Cell busy = Cell.of(many);

    long permitted =
        IntStream.range(0, 120_000)
            .parallel()
            .filter(i -> busy.acquire(many, 1, NOW).permitted())
            .count();

    assertThat(permitted).isEqualTo(100_000);
  }
}

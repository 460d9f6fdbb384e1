package io.limitrate.internal.algorithm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.limitrate.Quota.Kind;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class SlidingWindowLogTest {

  private static final long MINUTE = 60_000_000_000L;

  @Property(tries = 3)
  void neverAdmitsMoreThanAMillionInAnyWindowAndStaysSmall(@ForAll long seed) {
    long limit = 1_000_000;
    Client client = new Client(new Limit(Kind.SLIDING_WINDOW_LOG, limit, MINUTE, 1));
    Random random = new Random(seed);
    int calls = 20_000;
    long[] times = new long[calls];
    long[] units = new long[calls];
    long inWindow = 0;
    int oldest = 0;

    for (int call = 0; call < calls; call++) {
      client.after(random.nextLong(MINUTE / 500));
      long cost = random.nextLong(2_000);
      units[call] = client.acquire(cost).admitted() ? cost : 0;
      times[call] = client.now();
      inWindow += units[call];
      while (times[oldest] <= client.now() - MINUTE) {
        inWindow -= units[oldest++];
      }
      assertThat(inWindow).isLessThanOrEqualTo(limit);
      assertThat(runs(client)).isLessThanOrEqualTo(2 * 258);
    }
  }

  @Test
  void countsAUnitOfALargeLimitAtMostA256thOfTheWindowTooLong() {
    Client client = new Client(new Limit(Kind.SLIDING_WINDOW_LOG, 257, MINUTE, 1)).after(1);
    client.spendAll();

    long wait = client.acquire(1).waitNanos();

    assertThat(wait).isEqualTo(MINUTE + MINUTE / 256 - 1);
  }

  @Test
  void countsEveryUnitOfASmallLimitExactlyForAWindow() {
    Client client = new Client(new Limit(Kind.SLIDING_WINDOW_LOG, 256, MINUTE, 1)).after(1);
    client.spendAll();

    assertThat(client.acquire(1).waitNanos()).isEqualTo(MINUTE);
  }

  @Test
  void countsACallThatWasOvertakenAtItsOwnTime() {
    Algorithm algorithm = new Limit(Kind.SLIDING_WINDOW_LOG, 3, MINUTE, 1).algorithm();
    State overtaker = algorithm.acquire(null, 1, 10).next();
    State both = algorithm.acquire(overtaker, 1, 5).next();

    assertThat(both).isEqualTo(SlidingWindowLogState.of(5, 1, 10, 1));
    assertThat(algorithm.settle(both, 1, 0, 5, 11)).isEqualTo(overtaker);
  }

  @Test
  void keepsTheOrderOfTimeWhereTheClockWraps() {
    Algorithm algorithm = new Limit(Kind.SLIDING_WINDOW_LOG, 10, MINUTE, 1).algorithm();
    State before = SlidingWindowLogState.of(Long.MAX_VALUE, 1);

    State state = algorithm.acquire(before, 1, Long.MIN_VALUE).next();

    assertThat(state).isEqualTo(SlidingWindowLogState.of(Long.MAX_VALUE, 1, Long.MIN_VALUE, 1));
  }

  @Test
  void anOverrunFillsTheLogUpToItsLimit() {
    Algorithm algorithm = new Limit(Kind.SLIDING_WINDOW_LOG, 10, MINUTE, 1).algorithm();

    State state = algorithm.settle(SlidingWindowLogState.of(0, 4), 4, 40, 0, 7);

    assertThat(state).isEqualTo(SlidingWindowLogState.of(0, 4, 7, 6));
  }

  @Test
  void dropsWhatHasLeftTheWindow() {
    Algorithm algorithm = new Limit(Kind.SLIDING_WINDOW_LOG, 10, 100, 1).algorithm();

    State state = algorithm.acquire(SlidingWindowLogState.of(0, 1, 1, 2, 50, 3), 1, 101).next();

    assertThat(state).isEqualTo(SlidingWindowLogState.of(50, 3, 101, 1));
  }

  @Test
  void isEqualByValueAndSharesNoArray() {
    long[] runs = {1, 2, 3, 4};
    SlidingWindowLogState state = SlidingWindowLogState.of(runs);

    runs[0] = 9;
    state.toArray()[0] = 9;

    assertThat(state)
        .isEqualTo(SlidingWindowLogState.of(1, 2, 3, 4))
        .hasSameHashCodeAs(SlidingWindowLogState.of(1, 2, 3, 4))
        .isNotEqualTo(SlidingWindowLogState.of(1, 2))
        .hasToString("SlidingWindowLogState[1, 2, 3, 4]");
  }

  @Test
  void rejectsRunsThatNoLogGaveOut() {
    assertThatIllegalArgumentException().isThrownBy(() -> SlidingWindowLogState.of(1));
    assertThatIllegalArgumentException().isThrownBy(() -> SlidingWindowLogState.of(1, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> SlidingWindowLogState.of(2, 1, 2, 1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SlidingWindowLogState.of(1, Long.MAX_VALUE, 2, 1))
        .withMessage("run 1: units exceed a long");
  }

  private static int runs(Client client) {
    return client.state() instanceof SlidingWindowLogState log ? log.toArray().length : 0;
  }
}

package io.limitrate.internal.algorithm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.limitrate.Decision;
import io.limitrate.Quota.Kind;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Cases that published limiters got wrong, one test for each. */
class EdgesTest {

  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
  private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);
  private static final long HOUR = TimeUnit.HOURS.toNanos(1);

  @ParameterizedTest
  @EnumSource
  void rejectsForeverWhatCostsMoreThanTheCapacity(Kind kind) {
    Algorithm algorithm = new Limit(kind, 10, MINUTE, 10).algorithm();

    Step<Decision> step = algorithm.acquire(null, 11, 0);

    assertThat(step.next()).isNull();
    assertThat(Answer.of(step)).isEqualTo(new Answer(false, 10, 0, Decision.NEVER));
  }

  @ParameterizedTest
  @EnumSource
  void admitsAPeekEvenWhenNothingIsLeftAndChargesNothing(Kind kind) {
    Client client = new Client(new Limit(kind, 10, MINUTE, 10));
    client.spendAll();
    State before = client.state();

    Answer peek = client.acquire(0);

    assertThat(peek.admitted()).isTrue();
    assertThat(peek.remaining()).isZero();
    assertThat(peek.waitNanos()).isZero();
    assertThat(client.state()).isSameAs(before);
  }

  @ParameterizedTest
  @EnumSource
  void rejectsNegativeCosts(Kind kind) {
    Algorithm algorithm = new Limit(kind, 10, MINUTE, 10).algorithm();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> algorithm.acquire(null, -1, 0))
        .withMessage("cost -1: must not be negative");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> algorithm.settle(null, -1, 0, 0, 0))
        .withMessage("reserved -1: must not be negative");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> algorithm.settle(null, 0, -1, 0, 0))
        .withMessage("actual -1: must not be negative");
  }

  @ParameterizedTest
  @EnumSource
  void admitsWhoeverWaitsExactlyAsLongAsToldAndNobodyANanosecondEarlier(Kind kind) {
    Client client = new Client(new Limit(kind, 7, SECOND, 7));
    client.spendAll();
    Answer rejected = client.acquire(3);

    Answer early = client.after(rejected.waitNanos() - 1).acquire(3);
    Answer inTime = client.after(1).acquire(3);

    assertThat(rejected.admitted()).isFalse();
    assertThat(early.admitted()).isFalse();
    assertThat(early.waitNanos()).isEqualTo(1);
    assertThat(inTime.admitted()).isTrue();
  }

  @Test
  void admitsExactlySevenPerSecondInALongRun() {
    Client client = new Client(new Limit(Kind.TOKEN_BUCKET, 7, SECOND, 7));
    long saved = client.spendAll();
    long seconds = 100_000;
    long admitted = 0;

    for (long call = 0; call < 7 * seconds; call++) {
      Answer step = client.after(client.acquire(1).waitNanos()).acquire(1);
      admitted += step.admitted() ? 1 : 0;
    }

    assertThat(saved).isEqualTo(7);
    assertThat(admitted).isEqualTo(7 * seconds);
    assertThat(client.now()).isEqualTo(seconds * SECOND);
  }

  @ParameterizedTest
  @EnumSource
  void refillsNothingWhenTheClockStepsBackAndReturns(Kind kind) {
    Client client = new Client(new Limit(kind, 10, MINUTE, 10)).after(HOUR);
    client.spendAll();

    Answer back = client.after(-MINUTE / 2).acquire(1);
    Answer returned = client.after(MINUTE / 2).acquire(10);

    assertThat(back.admitted()).isFalse();
    assertThat(back.waitNanos()).isPositive();
    assertThat(returned.admitted()).isFalse();
  }

  @ParameterizedTest
  @EnumSource
  void locksNobodyOutAfterTheClockWasAnHourAhead(Kind kind) {
    Limit limit = new Limit(kind, 10, MINUTE, 10);
    Client client = new Client(limit).after(HOUR);
    client.spendAll();

    Answer back = client.after(-HOUR).acquire(1);
    Answer waited = client.after(back.waitNanos()).acquire(1);

    assertThat(back.admitted()).isFalse();
    assertThat(back.waitNanos()).isBetween(1L, limit.algorithm().retentionNanos());
    assertThat(waited.admitted()).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void countsOnWhenTheClockWraps(Kind kind) {
    Client client = new Client(new Limit(kind, 10, MINUTE, 10)).after(Long.MAX_VALUE - 5);
    client.spendAll();

    Answer wrapped = client.after(10).acquire(10);
    Answer waited = client.after(wrapped.waitNanos()).acquire(10);

    assertThat(client.now()).isNegative();
    assertThat(wrapped.admitted()).isFalse();
    assertThat(waited.admitted()).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void countsOnAClockBelowZero(Kind kind) {
    Client client = new Client(new Limit(kind, 10, MINUTE, 10)).after(-HOUR - 5);
    client.spendAll();

    assertThat(client.acquire(1).admitted()).isFalse();
    assertThat(client.after(2 * MINUTE).acquire(10).admitted()).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void holdsTheLargestLimit(Kind kind) {
    Client client = new Client(new Limit(kind, Long.MAX_VALUE, 1, Long.MAX_VALUE));
    client.spendAll();

    assertThat(client.acquire(1).waitNanos()).isBetween(1L, 2L);
    assertThat(client.after(2).acquire(Long.MAX_VALUE).admitted()).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void holdsTheLongestWindow(Kind kind) {
    Client client = new Client(new Limit(kind, 3, Limit.LONGEST_WINDOW_NANOS, 3));
    client.spendAll();

    assertThat(client.acquire(1).admitted()).isFalse();
    assertThat(client.after(2 * Limit.LONGEST_WINDOW_NANOS).acquire(3).admitted()).isTrue();
  }
}

package io.limitrate.internal.algorithm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.limitrate.Quotas.Ban;
import io.limitrate.internal.algorithm.BanAlgorithm.Status;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BanAlgorithmTest {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
  private static final long START = TimeUnit.DAYS.toNanos(20_000);
  private static final Ban FIVE =
      new Ban(5, Duration.ofSeconds(60), Duration.ofSeconds(100), 2, days(1), days(7));

  private @Nullable State state;

  private static Duration days(int days) {
    return Duration.ofDays(days);
  }

  private Status strike(Ban ban, long seconds) {
    return keep(new BanAlgorithm(ban, 1).strike(state, START + seconds * SECOND));
  }

  private Status look(Ban ban, long seconds) {
    return keep(new BanAlgorithm(ban, 1).look(state, START + seconds * SECOND));
  }

  private Status keep(Step<Status> step) {
    state = step.next();
    return step.answer();
  }

  /** Remembers every rejection and every ban. */
  private static final class Oracle {
    private final Ban ban;
    private final List<Long> counted = new ArrayList<>();
    private long untilNanos;
    private int bans;

    Oracle(Ban ban) {
      this.ban = ban;
    }

    long strike(long now) {
      if (bans > 0 && now < untilNanos) {
        return untilNanos - now;
      }
      if (bans > 0 && now - untilNanos >= ban.memory().toNanos()) {
        bans = 0;
      }
      counted.add(now);
      long recent = counted.stream().filter(at -> now - at < ban.within().toNanos()).count();
      if (recent < ban.rejections()) {
        return 0;
      }
      counted.clear();
      BigInteger nanos =
          BigInteger.valueOf(ban.duration().toNanos())
              .multiply(BigInteger.valueOf(ban.factor()).pow(bans))
              .min(BigInteger.valueOf(ban.longest().toNanos()));
      bans++;
      untilNanos = now + nanos.longValueExact();
      return nanos.longValueExact();
    }
  }

  @Provide
  Arbitrary<Ban> bans() {
    return Combinators.combine(
            Arbitraries.integers().between(1, 5),
            Arbitraries.integers().between(1, 60),
            Arbitraries.integers().between(1, 60),
            Arbitraries.integers().between(1, 100),
            Arbitraries.integers().between(1, 500),
            Arbitraries.integers().between(1, 500))
        .as(
            (rejections, within, duration, factor, more, memory) ->
                new Ban(
                    rejections,
                    Duration.ofSeconds(within),
                    Duration.ofSeconds(duration),
                    factor,
                    Duration.ofSeconds(factor == 1 ? duration : duration + more),
                    Duration.ofSeconds(factor == 1 ? 0 : memory)));
  }

  @Property
  void bansAsAnOracleThatForgetsNothing(
      @ForAll("bans") Ban ban, @ForAll List<@IntRange(max = 90) Integer> pauses) {
    BanAlgorithm algorithm = new BanAlgorithm(ban, 1);
    Oracle oracle = new Oracle(ban);
    State kept = null;
    long now = START;
    for (int pause : pauses) {
      now += pause * SECOND;
      boolean idle = kept instanceof BanState before && before.idle(now);
      Step<Status> step = algorithm.strike(idle ? null : kept, now);
      kept = step.next();

      assertThat(step.answer().bannedNanos()).isEqualTo(oracle.strike(now));
      assertThat(((BanState) kept).strikes(now, Long.MAX_VALUE).length)
          .isLessThan(ban.rejections());
      assertThat(new BanStateCodec().read(((BanState) kept).numbers())).isEqualTo(kept);
    }
  }

  /** A window that is aligned with the clock would let 2(n-1) rejections pass over its edge. */
  @Test
  void bansAtTheFifthRejectionOfAnyMinute() {
    for (int second : new int[] {57, 58, 59, 60}) {
      assertThat(strike(FIVE, second)).isEqualTo(Status.FREE);
    }

    assertThat(strike(FIVE, 61)).isEqualTo(new Status(100 * SECOND, true));
  }

  @Test
  void aRejectionCountsNoLongerThanItsTime() {
    for (int second : new int[] {0, 1, 2, 3}) {
      strike(FIVE, second);
    }

    assertThat(strike(FIVE, 60)).isEqualTo(Status.FREE);
    assertThat(strike(FIVE, 60).bannedNanos()).isPositive();
  }

  @Test
  void aRejectionDuringABanExtendsNothing() {
    for (int i = 0; i < 5; i++) {
      strike(FIVE, 0);
    }

    assertThat(strike(FIVE, 99)).isEqualTo(new Status(SECOND, false));
    assertThat(look(FIVE, 100)).isEqualTo(Status.FREE);
    assertThat(strike(FIVE, 100)).isEqualTo(Status.FREE);
  }

  @Test
  void eachFurtherBanIsLongerUntilTheMemoryEnds() {
    Ban ban = new Ban(1, days(1), Duration.ofHours(10), 2, Duration.ofHours(30), days(7));
    long hour = 3_600;

    assertThat(strike(ban, 0).bannedNanos()).isEqualTo(10 * hour * SECOND);
    assertThat(strike(ban, 10 * hour).bannedNanos()).isEqualTo(20 * hour * SECOND);
    assertThat(strike(ban, 30 * hour).bannedNanos()).isEqualTo(30 * hour * SECOND);
    assertThat(strike(ban, 60 * hour).bannedNanos()).isEqualTo(30 * hour * SECOND);
    long forgotten = 90 * hour + 7 * 24 * hour;
    assertThat(strike(ban, forgotten).bannedNanos()).isEqualTo(10 * hour * SECOND);
  }

  @Test
  void changedSettingsApplyToTheNextRejectionAndTheBanStays() {
    strike(new Ban(1, days(1), Duration.ofSeconds(500)), 0);
    Ban strict = new Ban(2, days(1), Duration.ofSeconds(3));

    assertThat(look(strict, 1).bannedNanos()).isEqualTo(499 * SECOND);
    assertThat(strike(strict, 500)).isEqualTo(Status.FREE);
    assertThat(strike(strict, 501).bannedNanos()).isEqualTo(6 * SECOND);
  }

  @Test
  void aBanIsMoreImportantThanItsMemoryThanManyRejectionsThanFewRejections() {
    BanAlgorithm algorithm = new BanAlgorithm(FIVE, 1);
    strike(FIVE, 0);
    int one = algorithm.importance((BanState) state, START);
    strike(FIVE, 0);
    int two = algorithm.importance((BanState) state, START);
    for (int i = 0; i < 3; i++) {
      strike(FIVE, 0);
    }
    int banned = algorithm.importance((BanState) state, START);
    int remembered = algorithm.importance((BanState) state, START + 200 * SECOND);

    assertThat(List.of(one, two, remembered, banned)).containsExactly(20, 40, 99, 100);
  }

  @Test
  void aStateIsKeptAsLongAsItHasAnEffect() {
    strike(FIVE, 0);
    assertThat(((BanState) state).idle(START + 59 * SECOND)).isFalse();
    assertThat(((BanState) state).idle(START + 60 * SECOND)).isTrue();
    for (int i = 0; i < 4; i++) {
      strike(FIVE, 0);
    }

    long untilNanos = START + 100 * SECOND + days(7).toNanos();
    assertThat(((BanState) state).keepUntilNanos()).isEqualTo(untilNanos);
    assertThat(new BanAlgorithm(FIVE, 1).retentionNanos())
        .isEqualTo(days(8).toNanos())
        .isGreaterThanOrEqualTo(untilNanos - START);
  }

  @Test
  void tooFewNumbersAreNoState() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new BanStateCodec().read(new long[] {1, 2, 3}));
  }
}

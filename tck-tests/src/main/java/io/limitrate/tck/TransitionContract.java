package io.limitrate.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.Decision;
import io.limitrate.Key;
import io.limitrate.Quotas.Ban;
import io.limitrate.internal.algorithm.BanAlgorithm;
import io.limitrate.internal.algorithm.BanAlgorithm.Status;
import io.limitrate.internal.engine.BanTransition;
import io.limitrate.internal.engine.BanTransition.Move;
import io.limitrate.internal.engine.BanTransition.Rules;
import io.limitrate.internal.engine.CountedQuotas;
import io.limitrate.internal.engine.Transition.Withdraw;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The rules of every store for departures that waiting calls give back, and for bans. */
abstract class TransitionContract extends ManualChangeContract {
  private static final CountedQuotas QUEUE = CountedQuotas.parse("10/1s leaky-bucket queue 1000");
  private static final long GAP = Duration.ofMillis(100).toNanos();
  private static final int THREADS = 8;
  private static final int TIMES = 20;

  private static final Duration BANNED = Duration.ofMinutes(5);
  private static final Rules BAN =
      Rules.of(new BanAlgorithm(new Ban(3, Duration.ofMinutes(1), BANNED), 42));

  TransitionContract() {}

  private long departure(Key key) {
    Decision decision = store().acquire(key, QUEUE, 1, now());
    assertThat(decision.permitted()).isTrue();
    return decision instanceof Decision.Delayed delayed ? delayed.delayNanos() / GAP : 0;
  }

  private void withdraw(Key key, long departure) {
    long endNanos = now() + (departure + 1) * GAP;
    Decision unused = store().apply(key, new Withdraw(QUEUE, 1, endNanos, now()));
  }

  @Test
  void theLastDepartureIsAssignedAgainAndAnEarlierOneIsNot() {
    Key key = Key.random();
    departure(key);
    departure(key);
    departure(key);

    withdraw(key, 1);
    withdraw(key, 2);

    assertThat(departure(key)).isEqualTo(2);
    assertThat(departure(key)).isEqualTo(3);
  }

  /** Each thread keeps every second departure. */
  @Test
  void noDepartureIsAssignedToTwoCallsThatKeepIt() throws Exception {
    Key key = Key.random();

    List<List<Long>> kept =
        Together.run(
            THREADS,
            () -> {
              List<Long> own = new ArrayList<>();
              for (int i = 0; i < TIMES; i++) {
                withdraw(key, departure(key));
                own.add(departure(key));
              }
              return own;
            });

    assertThat(kept.stream().flatMap(List::stream))
        .hasSize(THREADS * TIMES)
        .doesNotHaveDuplicates();
  }

  private Status step(Key key, Move move) {
    return store().apply(key, new BanTransition(BAN, move, 0, now()));
  }

  @Test
  void theThirdRejectionBansAndALiftedBanForgetsTheRejections() {
    Key key = Key.random();
    step(key, Move.STRIKE);
    assertThat(step(key, Move.STRIKE)).isEqualTo(Status.FREE);

    assertThat(step(key, Move.STRIKE)).isEqualTo(new Status(BANNED.toNanos(), true));
    assertThat(step(key, Move.STRIKE)).isEqualTo(new Status(BANNED.toNanos(), false));
    assertThat(step(Key.random(), Move.LOOK)).isEqualTo(Status.FREE);
    step(key, Move.LIFT);
    assertThat(step(key, Move.LOOK)).isEqualTo(Status.FREE);
    assertThat(step(key, Move.STRIKE)).isEqualTo(Status.FREE);
  }

  @Test
  void rejectionsAtOnceStartOneBan() throws Exception {
    Key key = Key.random();

    List<Status> last = Together.run(THREADS, () -> step(key, Move.STRIKE));

    assertThat(last).filteredOn(Status::began).hasSize(1);
    assertThat(last).filteredOn(Status.FREE::equals).hasSize(2);
  }
}

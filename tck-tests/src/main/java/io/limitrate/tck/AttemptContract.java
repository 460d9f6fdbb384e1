package io.limitrate.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.Key;
import io.limitrate.internal.engine.Store;
import io.limitrate.internal.login.attempt.AttemptState;
import io.limitrate.internal.login.attempt.AttemptStateCodec;
import io.limitrate.internal.login.attempt.AttemptStatus;
import io.limitrate.internal.login.attempt.AttemptStatus.Rank;
import io.limitrate.internal.login.attempt.AttemptTransition;
import io.limitrate.internal.login.attempt.AttemptTransition.Move;
import io.limitrate.internal.login.attempt.Attempts;
import io.limitrate.login.LoginLimits;
import io.limitrate.login.LoginLimits.Block;
import io.limitrate.login.LoginLimits.Limit;
import io.limitrate.login.LoginLimits.Spraying;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The rules of every store for login attempts. */
abstract class AttemptContract {
  private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);
  private static final int TAG = 42;
  private static final Block BLOCK =
      new Block(Duration.ofMinutes(5), 2, Duration.ofHours(1), Duration.ofHours(1));

  private static final Attempts ADDRESS =
      Attempts.of(
          new LoginLimits(
              new Limit(5, Duration.ofMinutes(1)),
              Limit.NONE,
              new Limit(3, Duration.ofMinutes(1)),
              BLOCK,
              new Spraying(new Limit(2, Duration.ofMinutes(10)), 80)),
          0,
          TAG);
  private static final Attempts USER =
      Attempts.of(
          new LoginLimits(
              Limit.NONE,
              new Limit(10, Duration.ofHours(1)),
              Limit.NONE,
              Block.NONE,
              Spraying.NONE),
          100,
          0);

  private final AtomicInteger ids = new AtomicInteger();

  AttemptContract() {}

  /** Returns the store under test. */
  abstract Store store();

  /** Returns the time of the contract. */
  abstract long now();

  private AttemptStatus step(Key key, Attempts by, Move move, int id, int other) {
    return store().apply(key, new AttemptTransition(by, move, id, other, now()));
  }

  private AttemptStatus begin(Key key, Attempts by) {
    return step(key, by, Move.BEGIN, ids.incrementAndGet(), 0);
  }

  @Test
  void asksForAChallengeThenBlocksAndKeepsTheBlock() {
    Key key = Key.random();
    for (int i = 0; i < 3; i++) {
      assertThat(begin(key, ADDRESS).rank()).isEqualTo(Rank.ADMITTED);
      step(key, ADDRESS, Move.FAIL, 0, 1);
    }
    assertThat(begin(key, ADDRESS).rank()).isEqualTo(Rank.CHALLENGED);
    assertThat(begin(key, ADDRESS).rank()).isEqualTo(Rank.CHALLENGED);

    AttemptStatus sixth = begin(key, ADDRESS);
    AttemptStatus seventh = begin(key, ADDRESS);

    assertThat(sixth.began()).isTrue();
    assertThat(seventh.began()).isFalse();
    assertThat(List.of(sixth, seventh))
        .allMatch(s -> s.rank() == Rank.BLOCKED && s.waitNanos() == 5 * MINUTE);
  }

  @Test
  void aHundredGuessesAtOnceTakeTenPlaces() throws Exception {
    Key key = Key.random();

    List<Integer> counted =
        Together.run(
            8,
            () -> {
              int count = 0;
              for (int i = 0; i < 13; i++) {
                count += begin(key, USER).counted() ? 1 : 0;
              }
              return count;
            });

    assertThat(counted.stream().mapToInt(count -> count).sum()).isEqualTo(10);
  }

  @Test
  void aSuccessClearsFailuresAndItsOwnPlace() {
    Key key = Key.random();
    for (int i = 0; i < 9; i++) {
      int id = ids.incrementAndGet();
      step(key, USER, Move.BEGIN, id, 0);
      step(key, USER, Move.FAIL, id, 0);
    }
    int id = ids.incrementAndGet();
    assertThat(step(key, USER, Move.BEGIN, id, 0).remaining()).isZero();

    AttemptStatus after = step(key, USER, Move.SUCCEED, id, 0);

    assertThat(after.remaining()).isEqualTo(10);
    assertThat(after.consecutive()).isZero();
  }

  @Test
  void anAttemptThatComesToNothingGivesItsPlaceBack() {
    Key key = Key.random();
    int id = ids.incrementAndGet();
    step(key, USER, Move.BEGIN, id, 0);

    assertThat(step(key, USER, Move.WITHDRAW, id, 0).remaining()).isEqualTo(10);
  }

  @Test
  void tellsThatManyNamesAreTried() {
    Key key = Key.random();
    List<Boolean> suspected = new ArrayList<>();
    for (int name = 1; name <= 3; name++) {
      begin(key, ADDRESS);
      suspected.add(step(key, ADDRESS, Move.FAIL, 0, name).suspected());
    }

    assertThat(suspected).containsExactly(false, false, true);
  }

  @Test
  void aPardonIsKnownAtOnce() {
    Key key = Key.random();
    for (int i = 0; i < 6; i++) {
      begin(key, ADDRESS);
    }

    assertThat(step(key, ADDRESS, Move.RESET, 0, 0).rank()).isEqualTo(Rank.BLOCKED);
    assertThat(step(key, ADDRESS, Move.LOOK, 0, 0).rank()).isEqualTo(Rank.ADMITTED);
    assertThat(begin(key, ADDRESS).rank()).isEqualTo(Rank.ADMITTED);
  }

  @Test
  void showsWhoIsBlocked() {
    Key key = Key.random();
    for (int i = 0; i < 6; i++) {
      begin(key, ADDRESS);
    }

    List<Long> untilNanos = new ArrayList<>();
    store()
        .forEach(
            new AttemptStateCodec(),
            (found, state) -> {
              AttemptState attempts = (AttemptState) state;
              if (found.equals(key) && attempts.tag() == TAG) {
                untilNanos.add(attempts.blockedUntilNanos());
              }
            });

    assertThat(untilNanos).hasSize(1);
    assertThat(untilNanos.get(0)).isGreaterThanOrEqualTo(now() + 5 * MINUTE);
  }
}

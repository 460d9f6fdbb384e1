package io.limitrate.internal.login.attempt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limitrate.internal.algorithm.State;
import io.limitrate.internal.algorithm.Step;
import io.limitrate.internal.login.attempt.AttemptStatus.Rank;
import io.limitrate.login.LoginLimits;
import io.limitrate.login.LoginLimits.Block;
import io.limitrate.login.LoginLimits.Limit;
import io.limitrate.login.LoginLimits.Spraying;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AttemptAlgorithmTest {
  private static final Limit FIVE = new Limit(5, Duration.ofMinutes(1));
  private static final Limit THREE = new Limit(3, Duration.ofMinutes(1));
  private static final Limit TEN = new Limit(10, Duration.ofHours(1));
  private static final Block BLOCK =
      new Block(Duration.ofMinutes(5), 2, Duration.ofMinutes(60), Duration.ofDays(1));
  private static final Spraying SPRAYING = new Spraying(new Limit(10, Duration.ofMinutes(10)), 80);
  private static final AttemptLimits ADDRESS = limits(FIVE, Limit.NONE, THREE, BLOCK, SPRAYING);
  private static final AttemptLimits USER =
      limits(Limit.NONE, TEN, Limit.NONE, Block.NONE, Spraying.NONE);

  private long now = Duration.ofDays(20_000).toNanos();
  private int ids;

  private static AttemptLimits limits(
      Limit attempts, Limit failures, Limit challenge, Block block, Spraying spraying) {
    return new AttemptLimits(new LoginLimits(attempts, failures, challenge, block, spraying), 0, 0);
  }

  private static long minutes(long minutes) {
    return Duration.ofMinutes(minutes).toNanos();
  }

  /** A client whose state is kept. */
  private final class Guesser {
    private final AttemptAlgorithm algorithm;
    private State state;

    Guesser(AttemptLimits limits) {
      algorithm = new AttemptAlgorithm(limits);
    }

    AttemptStatus begin() {
      return begin(++ids, 0);
    }

    AttemptStatus begin(int id, int succeeded) {
      return keep(algorithm.attempt(state, id, succeeded, now));
    }

    AttemptStatus fail() {
      return fail(ids, ids);
    }

    AttemptStatus fail(int id, int name) {
      return keep(algorithm.failed(state, id, name, now));
    }

    AttemptStatus succeed() {
      return keep(algorithm.succeeded(state, ids, now));
    }

    AttemptStatus withdraw() {
      return keep(algorithm.withdrawn(state, ids, now));
    }

    AttemptStatus look() {
      return algorithm.look(state, now).answer();
    }

    AttemptStatus reset() {
      return keep(algorithm.reset(state, now));
    }

    private AttemptStatus keep(Step<AttemptStatus> step) {
      state = step.next();
      if (state != null) {
        assertThat(AttemptState.of(((AttemptState) state).numbers())).isEqualTo(state);
      }
      return step.answer();
    }

    void failTimes(int times) {
      for (int i = 0; i < times; i++) {
        assertThat(begin().counted()).isTrue();
        fail();
      }
    }

    /** Makes attempts until the limit of a minute is used up and the block begins. */
    AttemptStatus untilBlocked() {
      AttemptStatus status = begin();
      while (status.rank() != Rank.BLOCKED) {
        status = begin();
      }
      return status;
    }
  }

  @Test
  void challengesTheFourthAttemptAndBlocksTheSixth() {
    Guesser address = new Guesser(ADDRESS);

    for (Rank rank : new Rank[] {Rank.ADMITTED, Rank.ADMITTED, Rank.ADMITTED, Rank.CHALLENGED}) {
      assertThat(address.begin().rank()).isEqualTo(rank);
      address.fail();
    }
    assertThat(address.begin().counted()).isTrue();
    AttemptStatus sixth = address.begin();

    assertThat(sixth.rank()).isEqualTo(Rank.BLOCKED);
    assertThat(sixth.waitNanos()).isEqualTo(minutes(5));
    assertThat(sixth.began()).isTrue();
  }

  @Test
  void aBlockedAttemptNeitherProlongsTheBlockNorBeginsAnother() {
    Guesser address = new Guesser(ADDRESS);
    address.untilBlocked();
    State before = address.state;

    now += minutes(4);
    AttemptStatus later = address.begin();

    assertThat(later.waitNanos()).isEqualTo(minutes(1));
    assertThat(later.began()).isFalse();
    assertThat(address.state).isSameAs(before);
    now += minutes(1);
    assertThat(address.begin().rank()).isEqualTo(Rank.ADMITTED);
  }

  @Test
  void eachNextBlockLastsLongerUpToTheLongestAndIsForgottenAfterADay() {
    Guesser address = new Guesser(ADDRESS);

    for (long expected : new long[] {5, 10, 20, 40, 60, 60}) {
      long wait = address.untilBlocked().waitNanos();
      assertThat(wait).isEqualTo(minutes(expected));
      now += wait;
    }

    now += Duration.ofDays(1).toNanos();
    assertThat(address.untilBlocked().waitNanos()).isEqualTo(minutes(5));
  }

  @Test
  void aLongBlockDoesNotOverflow() {
    Duration longest = Duration.ofDays(3650);
    long century = longest.toNanos();
    Guesser address =
        new Guesser(
            limits(
                FIVE,
                Limit.NONE,
                Limit.NONE,
                new Block(longest.dividedBy(3), 100, longest, longest),
                Spraying.NONE));

    for (int i = 0; i < 20; i++) {
      long wait = address.untilBlocked().waitNanos();
      assertThat(wait).isBetween(century / 3, century);
      now += wait;
    }
  }

  @Test
  void rejectsTheEleventhFailureWithinAnHourUntilTheFirstIsOver() {
    Guesser user = new Guesser(USER);
    user.failTimes(1);
    now += minutes(10);
    user.failTimes(9);

    AttemptStatus eleventh = user.begin();

    assertThat(eleventh.rank()).isEqualTo(Rank.BLOCKED);
    assertThat(eleventh.waitNanos()).isEqualTo(minutes(50));
    assertThat(eleventh.began()).isTrue();
    now += minutes(50) - 1;
    assertThat(user.begin().rank()).isEqualTo(Rank.BLOCKED);
    now += 1;
    assertThat(user.begin().rank()).isEqualTo(Rank.ADMITTED);
  }

  @Test
  void attemptsUnderWayTakePlacesAndGiveThemBack() {
    Guesser user = new Guesser(USER);
    int[] all = IntStream.range(0, 100).filter(i -> user.begin().counted()).toArray();

    assertThat(all).hasSize(10);
    assertThat(user.begin().rank()).isEqualTo(Rank.CROWDED);

    user.algorithm.withdrawn(user.state, 1, now);
    user.keep(user.algorithm.withdrawn(user.state, 1, now));
    assertThat(user.begin().rank()).isEqualTo(Rank.ADMITTED);
  }

  @Test
  void anAttemptThatNobodyConcludesGivesItsPlaceBackAfterAMinute() {
    Guesser user = new Guesser(USER);
    IntStream.range(0, 10).forEach(i -> user.begin());

    now += AttemptAlgorithm.PENDING_NANOS - 1;
    assertThat(user.begin().rank()).isEqualTo(Rank.CROWDED);
    now += 1;
    assertThat(user.begin().rank()).isEqualTo(Rank.ADMITTED);
  }

  @Test
  void aFailureCountsHoweverLateItIsTold() {
    Guesser user = new Guesser(USER);
    IntStream.range(0, 10).forEach(i -> user.begin());
    now += minutes(10);

    IntStream.rangeClosed(1, 10).forEach(id -> user.fail(id, 0));

    assertThat(user.begin().rank()).isEqualTo(Rank.BLOCKED);
  }

  @Test
  void aSuccessForgetsFailuresButNotAttemptsUnderWay() {
    Guesser user = new Guesser(USER);
    user.failTimes(7);
    user.begin(1_000, 0);
    user.begin();

    AttemptStatus after = user.succeed();

    assertThat(after.remaining()).isEqualTo(9);
    assertThat(after.consecutive()).isZero();
  }

  @Test
  void anEarlierSuccessToldWithTheNextAttemptTakesNoPlace() {
    Guesser user = new Guesser(USER);
    user.begin(77, 0);

    assertThat(user.begin(78, 77).remaining()).isEqualTo(9);
  }

  @Test
  void anAttemptThatIsWithdrawnIsNoFailure() {
    Guesser user = new Guesser(USER);
    user.begin();

    assertThat(user.withdraw().remaining()).isEqualTo(10);
    assertThat(user.look().consecutive()).isZero();
  }

  @Test
  void attemptsThatComeToNothingDoNotHideThatAllOthersFail() {
    Guesser address = new Guesser(ADDRESS);
    for (int i = 0; i < 10; i++) {
      address.begin();
      address.withdraw();
      address.begin();
      assertThat(address.fail().suspected()).isFalse();
      now += minutes(1) / 2;
    }

    address.begin();
    address.withdraw();
    address.begin();
    assertThat(address.fail().suspected()).isTrue();
  }

  @Test
  void manyNamesThatFailLeadToChallengesAndThenToABlock() {
    Guesser address = new Guesser(ADDRESS);
    for (int i = 0; i < 10; i++) {
      address.begin();
      assertThat(address.fail().suspected()).isFalse();
      now += minutes(1) / 2;
    }

    address.begin();
    assertThat(address.fail().suspected()).isTrue();
    assertThat(address.begin().rank()).isEqualTo(Rank.CHALLENGED);
    address.fail();
    for (int i = 0; i < 9; i++) {
      now += minutes(1) / 2;
      address.begin();
      assertThat(address.fail().began()).isFalse();
    }
    now += minutes(1) / 2;
    address.begin();

    AttemptStatus last = address.fail();

    assertThat(last.began()).isTrue();
    assertThat(last.waitNanos()).isEqualTo(minutes(5));
  }

  @Test
  void oneNameThatFailsAgainAndAgainIsNoSpraying() {
    Guesser address = new Guesser(ADDRESS);
    for (int i = 0; i < 18; i++) {
      address.begin();
      assertThat(address.fail(ids, 1).suspected()).isFalse();
      now += minutes(1) / 2;
    }
  }

  @Test
  void manyNamesAmongManySuccessesAreNoSpraying() {
    AttemptLimits office =
        limits(new Limit(1_000, Duration.ofMinutes(1)), Limit.NONE, Limit.NONE, BLOCK, SPRAYING);
    Guesser address = new Guesser(office);
    for (int i = 0; i < 20; i++) {
      address.begin();
      address.begin();
      assertThat(address.fail().suspected()).isFalse();
    }
  }

  @Test
  void aResetDeletesEverything() {
    Guesser address = new Guesser(ADDRESS);
    address.untilBlocked();

    assertThat(address.reset().rank()).isEqualTo(Rank.BLOCKED);
    assertThat(address.state).isNull();
    assertThat(address.begin().rank()).isEqualTo(Rank.ADMITTED);
  }

  @Test
  void aLookChangesNothing() {
    Guesser address = new Guesser(ADDRESS);
    address.failTimes(3);
    State before = address.state;

    assertThat(address.look().rank()).isEqualTo(Rank.CHALLENGED);
    assertThat(address.state).isSameAs(before);
  }

  @Test
  void failuresInARowAreCountedUntilASuccess() {
    Guesser user = new Guesser(new AttemptLimits(USER.login(), 100, 0));
    user.failTimes(5);
    now += Duration.ofDays(30).toNanos();
    assertThat(((AttemptState) user.state).idle(now)).isFalse();

    user.begin();
    assertThat(user.fail().consecutive()).isEqualTo(6);
    user.begin();
    assertThat(user.succeed().consecutive()).isZero();
  }

  @Test
  void aStateIsIdleWhenNothingInItCountsAnyMore() {
    Guesser address = new Guesser(ADDRESS);
    address.begin();
    AttemptState state = (AttemptState) address.state;

    assertThat(state.idle(now + minutes(1))).isFalse();
    assertThat(state.idle(now + minutes(10))).isTrue();
    assertThat(new AttemptAlgorithm(ADDRESS).look(state, now + minutes(10)).answer())
        .isEqualTo(new AttemptAlgorithm(ADDRESS).look(null, now + minutes(10)).answer());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 60, 100_000})
  void aClockThatGoesBackLocksNobodyOutForLongerThanTheLongestBlock(long backMinutes) {
    Guesser address = new Guesser(ADDRESS);
    address.untilBlocked();

    now -= minutes(backMinutes);

    assertThat(address.begin().waitNanos()).isBetween(1L, minutes(60));
  }

  @Test
  void numbersThatAreNoStateAreRejected() {
    long[] array =
        new AttemptAlgorithm(ADDRESS).attempt(null, 1, 0, now).next() instanceof AttemptState s
            ? s.numbers()
            : null;
    array[9] = 500;

    assertThatThrownBy(() -> AttemptState.of(array)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> AttemptState.of(new long[3]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aShareOfTheLimitsHasAShareOfEachLimit() {
    Limit six = new Limit(6, Duration.ofMinutes(1));
    Limit two = new Limit(2, Duration.ofMinutes(1));
    LoginLimits whole = new LoginLimits(six, six, six, Block.NONE, Spraying.NONE);

    LoginLimits share = new AttemptLimits(whole, 0, 0).share(3).login();

    assertThat(share).isEqualTo(new LoginLimits(two, two, two, Block.NONE, Spraying.NONE));
  }
}

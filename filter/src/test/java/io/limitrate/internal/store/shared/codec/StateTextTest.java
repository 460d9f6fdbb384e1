package io.limitrate.internal.store.shared.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limitrate.Quotas.Ban;
import io.limitrate.internal.algorithm.BanAlgorithm;
import io.limitrate.internal.algorithm.CalendarWindowState;
import io.limitrate.internal.algorithm.CompositeState;
import io.limitrate.internal.algorithm.FixedWindowState;
import io.limitrate.internal.algorithm.InFlightState;
import io.limitrate.internal.algorithm.LeakyBucketState;
import io.limitrate.internal.algorithm.LeasedBucketState;
import io.limitrate.internal.algorithm.QuotaState;
import io.limitrate.internal.algorithm.SingleState;
import io.limitrate.internal.algorithm.SlidingWindowCounterState;
import io.limitrate.internal.algorithm.SlidingWindowLogState;
import io.limitrate.internal.algorithm.State;
import io.limitrate.internal.algorithm.StateCodec;
import io.limitrate.internal.algorithm.TokenBucketState;
import io.limitrate.internal.calendar.CalendarSpan;
import io.limitrate.internal.login.attempt.AttemptStateCodec;
import io.limitrate.internal.login.attempt.AttemptTransition;
import io.limitrate.internal.login.attempt.AttemptTransition.Move;
import io.limitrate.internal.login.attempt.Attempts;
import io.limitrate.login.LoginLimits;
import io.limitrate.login.LoginLimits.Block;
import io.limitrate.login.LoginLimits.Limit;
import io.limitrate.login.LoginLimits.Spraying;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class StateTextTest {
  private static final long NOW = 1_764_000_000_123_456_789L;
  private static final String ATTEMPTS =
      "1pdeh336ky8kr9.-1.0.1.-1.19xtf1ts0.1.1.7.1.19xtf1trz.1.19xtf1ts0.1.19xtf1trz.z.1.19xtf1ts0.10";

  private static final String BAN = "1xdeh1u0btmzax.-1.0.7.rkag8bo.rkag8ao";
  private static final String BANNED = "1xdehwng0gwwnx.umjm17uo0.1.7";

  /** A stored text must mean the same in all later versions. */
  static Stream<Arguments> frozen() {
    return Stream.of(
        Arguments.of(new TokenBucketState(NOW, 3), "1tdeh1t8rj6qz9.3"),
        Arguments.of(new TokenBucketState(-5, 0), "1t-5.0"),
        Arguments.of(new LeasedBucketState(NOW, 3, 36), "1bdeh1t8rj6qz9.3.10"),
        Arguments.of(new LeakyBucketState(NOW, 0), "1ldeh1t8rj6qz9.0"),
        Arguments.of(new FixedWindowState(NOW, 1_000), "1fdeh1t8rj6qz9.rs"),
        Arguments.of(new SlidingWindowCounterState(NOW, 1, 2), "1cdeh1t8rj6qz9.1.2"),
        Arguments.of(SlidingWindowLogState.of(NOW, 1, NOW + 36, 2), "1gdeh1t8rj6qz9.1.10.2"),
        Arguments.of(
            new CalendarWindowState(new CalendarSpan(NOW, NOW + 86_400_000_000_000L), 1_000),
            "1wdeh1t8rj6qz9.umjm17uo0.rs"),
        Arguments.of(InFlightState.of(35, NOW, -36, NOW + 36), "1n2.z.deh1t8rj6qz9.-10.10"),
        Arguments.of(InFlightState.of(), "1n0"),
        Arguments.of(attempts(), ATTEMPTS),
        Arguments.of(ban(false), BAN),
        Arguments.of(ban(true), BANNED),
        Arguments.of(
            new CompositeState(new State[] {new TokenBucketState(1, 0), null}), "1t1.0,-"));
  }

  /** Two rejections of three, or a ban after three rejections. */
  private static State ban(boolean banned) {
    Ban three = new Ban(3, Duration.ofMinutes(1), Duration.ofMinutes(10));
    BanAlgorithm algorithm = new BanAlgorithm(three, 7);
    State one = algorithm.strike(null, NOW).next();
    State two = algorithm.strike(one, NOW + 36).next();
    return banned ? algorithm.strike(two, NOW + 72).next() : two;
  }

  /** A failed attempt, a running attempt, and a block an hour ago. */
  private static State attempts() {
    LoginLimits limits =
        new LoginLimits(
            new Limit(5, Duration.ofMinutes(1)),
            new Limit(10, Duration.ofHours(1)),
            Limit.NONE,
            Block.NONE,
            new Spraying(new Limit(10, Duration.ofMinutes(10)), 80));
    Attempts by = Attempts.of(limits, 0, 7);
    State failed = new AttemptTransition(by, Move.FAIL, 0, 36, NOW).apply(null).next();
    return new AttemptTransition(by, Move.BEGIN, 35, 0, NOW + 1).apply(failed).next();
  }

  @ParameterizedTest
  @MethodSource("frozen")
  void theWrittenFormNeverChanges(State state, String text) {
    assertThat(StateText.write(state)).isEqualTo(text);
    assertThat(StateText.read(text)).isEqualTo(state);
  }

  @Test
  void theFrozenTextsCoverEachStateOfAQuota() {
    assertThat(frozen().<Class<?>>map(arguments -> arguments.get()[0].getClass()))
        .contains(QuotaState.class.getPermittedSubclasses());
  }

  @Test
  void writesNoStateThatNoCodecCanRead() {
    record Foreign(StateCodec codec) implements SingleState {
      @Override
      public long[] numbers() {
        return new long[] {1};
      }
    }

    assertThatIllegalStateException()
        .isThrownBy(() -> StateText.write(new Foreign(codec('z'))))
        .withMessageContaining("must be registered as a service");
    assertThatIllegalStateException().isThrownBy(() -> StateText.write(new Foreign(codec('t'))));
    assertThatIllegalStateException()
        .isThrownBy(
            () -> StateText.write(new CompositeState(new State[] {null, new Foreign(codec('z'))})));
  }

  @Test
  void rejectsTwoCodecsWithTheSameLetter() {
    StateCodec first = codec('z');

    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Letters<>(Stream.of(first, codec('z')), StateCodec::letter))
        .withMessageStartingWith("letter 'z': must belong to one codec");
    assertThat(new Letters<>(Stream.of(first), StateCodec::letter).get('z')).isSameAs(first);
  }

  private static StateCodec codec(char letter) {
    return new StateCodec() {
      @Override
      public char letter() {
        return letter;
      }

      @Override
      public SingleState read(long[] numbers) {
        throw new IllegalArgumentException("no state");
      }
    };
  }

  @Test
  void readsOnlyTextsOfTheCodec() {
    AttemptStateCodec codec = new AttemptStateCodec();

    assertThat(StateText.readOnly(codec, ATTEMPTS)).isEqualTo(attempts());
    assertThat(StateText.readOnly(codec, "1t5.0")).isNull();
    assertThat(StateText.readOnly(codec, "1p")).isNull();
    assertThat(StateText.readOnly(codec, "2" + ATTEMPTS.substring(1))).isNull();
  }

  @Test
  void writesNoTextForNoState() {
    assertThat(StateText.write(null)).isNull();
    assertThat(StateText.read(null)).isNull();
  }

  @Property
  void aLogSurvivesWritingAndReading(
      @ForAll @LongRange(min = -1L << 62, max = 1L << 62) long start,
      @ForAll @Size(max = 256) List<@IntRange(min = 1) Integer> numbers) {
    long[] log = new long[numbers.size() / 2 * 2];
    long time = start;
    for (int i = 0; i + 1 < numbers.size(); i += 2) {
      time += numbers.get(i);
      log[i] = time;
      log[i + 1] = numbers.get(i + 1);
    }
    State state = SlidingWindowLogState.of(log);

    if (log.length > 0) {
      assertThat(StateText.read(StateText.write(state))).isEqualTo(state);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1",
        "2t5.0",
        "t5.0",
        "1x5.0",
        "1t5",
        "1t5.0.1",
        "1t5.-1",
        "1t.",
        "1t5.0,",
        "1f5",
        "1f5.-1",
        "1c1.2",
        "1g5",
        "1g5.0",
        "1g5.1.-1.1",
        "1t99999999999999.0",
        "1tä.0",
        "1t5.0 "
      })
  void rejectsATextThatNoNodeCanHaveWritten(String text) {
    assertThatThrownBy(() -> StateText.read(text)).isInstanceOf(UnreadableStateException.class);
  }

  @Property(tries = 5_000)
  void readsOrRejectsAnyText(@ForAll @StringLength(max = 40) String garbage) {
    try {
      StateText.read("1" + garbage);
    } catch (UnreadableStateException e) {
      assertThat(e.damaged()).isTrue();
    }
  }

  @Test
  void anEntryOfANewerVersionIsNotDamaged() {
    assertThatThrownBy(() -> StateText.read("2 whatever"))
        .isInstanceOfSatisfying(
            UnreadableStateException.class, e -> assertThat(e.damaged()).isFalse());
  }

  @Test
  void messagesContainPrintableCharactersOnly() {
    assertThatThrownBy(() -> StateText.read("1x\n\u0000" + "y".repeat(1_000)))
        .hasMessage(
            "stored text \"1x??yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy...\": must be a state of"
                + " version 1");
  }
}

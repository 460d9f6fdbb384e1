package io.limitrate.internal.store.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limitrate.Decision;
import io.limitrate.Key;
import io.limitrate.ManualClock;
import io.limitrate.Quota;
import io.limitrate.internal.algorithm.Slot;
import io.limitrate.internal.engine.Clock;
import io.limitrate.internal.engine.CountedQuotas;
import io.limitrate.internal.engine.Transition;
import io.limitrate.internal.engine.Transition.Enter;
import io.limitrate.internal.engine.Transition.Leave;
import io.limitrate.internal.engine.Transition.Renew;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SlotLeasesTest {
  private static final CountedQuotas QUOTAS = CountedQuotas.parse("5 in-flight longest 15s");
  private static final Key KEY = new Key(1, 2);
  private static final long SECOND = 1_000_000_000L;

  private final ManualClock time = new ManualClock();
  private final ClusterClock clock = new ClusterClock(Clock.of(time));
  private final List<Transition<Decision>> sent = new ArrayList<>();
  private final List<Runnable> answers = new ArrayList<>();
  private final SlotLeases slots =
      new SlotLeases(
          clock,
          key -> {
            assertThat(key).isEqualTo(KEY);
            return this::send;
          });

  private void send(Transition<Decision> transition, Runnable answered) {
    sent.add(transition);
    answers.add(answered);
  }

  private Enter enter(boolean permits) {
    List<Enter> asked = new ArrayList<>();
    Quota quota = QUOTAS.list().get(0);
    Decision unused =
        slots.enter(
            KEY,
            new Enter(QUOTAS, 1, new Slot(7, 15 * SECOND), clock.nanos()),
            leased -> {
              asked.add(leased);
              return permits
                  ? new Decision.Permitted(quota, 1, SECOND)
                  : new Decision.Rejected(quota, 0, SECOND, SECOND);
            },
            this::send);
    return asked.get(0);
  }

  private void pass(long seconds) {
    time.advance(Duration.ofSeconds(seconds));
    slots.renew();
  }

  @Test
  void theSharedStateHoldsASlotForTenSeconds() {
    assertThat(enter(true).slot()).isEqualTo(new Slot(7, 10 * SECOND));
  }

  @Test
  void renewsARunningCallEveryThreeSeconds() {
    enter(true);

    pass(2);
    assertThat(sent).isEmpty();
    pass(1);
    pass(1);
    pass(2);

    assertThat(sent).hasSize(2);
    assertThat(sent.get(1)).isEqualTo(new Renew(QUOTAS, new Slot(7, 9 * SECOND), clock.nanos()));
  }

  @Test
  void renewsNoCallBeyondItsLongestDuration() {
    enter(true);
    pass(14);
    assertThat(sent.get(0)).isEqualTo(new Renew(QUOTAS, new Slot(7, SECOND), clock.nanos()));

    pass(1);
    pass(10);

    assertThat(sent).hasSize(1);
    assertThat(slots.size()).isZero();
  }

  @Test
  void renewsNoCallThatWasRejectedOrHasEnded() {
    enter(false);
    pass(5);
    assertThat(sent).isEmpty();

    enter(true);
    slots.leave(KEY, new Leave(QUOTAS, 7, clock.nanos()));
    answers.get(0).run();
    pass(5);

    assertThat(sent).containsOnly(new Leave(QUOTAS, 7, sent.get(0).nowNanos())).hasSize(1);
    assertThat(slots.size()).isZero();
  }

  /** The operation may take the slot after the node has given up the wait. */
  @Test
  void freesTheSlotOfACallWithoutAnAnswer() {
    IllegalStateException failure = new IllegalStateException("no answer");

    assertThatThrownBy(
            () ->
                slots.enter(
                    KEY,
                    new Enter(QUOTAS, 1, new Slot(7, 15 * SECOND), clock.nanos()),
                    leased -> {
                      throw failure;
                    },
                    this::send))
        .isSameAs(failure);

    assertThat(sent).containsExactly(new Leave(QUOTAS, 7, clock.nanos()));
    answers.get(0).run();
    assertThat(slots.size()).isZero();
  }

  @Test
  void repeatsAnEndUntilThereIsAnAnswerOrTheLeaseIsOver() {
    enter(true);
    slots.leave(KEY, new Leave(QUOTAS, 7, clock.nanos()));

    pass(3);
    pass(3);
    assertThat(sent).hasSize(3).allMatch(Leave.class::isInstance);
    answers.get(2).run();
    assertThat(slots.size()).isZero();

    slots.leave(KEY, new Leave(QUOTAS, 7, clock.nanos()));
    pass(10);
    assertThat(slots.size()).isZero();
  }
}

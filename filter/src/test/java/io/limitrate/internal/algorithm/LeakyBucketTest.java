package io.limitrate.internal.algorithm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.limitrate.Decision;
import io.limitrate.Quota;
import io.limitrate.Quota.Kind;
import io.limitrate.internal.algorithm.Histories.Call;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;
import org.junit.jupiter.api.Test;

@Domain(Histories.class)
@Domain(DomainContext.Global.class)
class LeakyBucketTest {

  private static final long SECOND = 1_000_000_000;

  @Test
  void sendsTheFirstAtOnceAndTheOthersToTheirSlots() {
    Client client = new Client(new Limit(Kind.LEAKY_BUCKET, 10, SECOND, 3));

    assertThat(client.acquire(1).waitNanos()).isZero();
    assertThat(client.acquire(2).waitNanos()).isEqualTo(SECOND / 10);
    assertThat(client.acquire(1).waitNanos()).isEqualTo(3 * SECOND / 10);
    assertThat(client.acquire(1).admitted()).isFalse();
  }

  @Test
  void countsTheFreePlacesOfTheQueue() {
    Client client = new Client(new Limit(Kind.LEAKY_BUCKET, 10, SECOND, 3));

    assertThat(client.acquire(0).remaining()).isEqualTo(3);
    assertThat(client.acquire(1).remaining()).isEqualTo(3);
    assertThat(client.acquire(1).remaining()).isEqualTo(2);
  }

  /** 3 a second: the distance of departures is no whole number of nanoseconds. */
  @Property(tries = 300)
  void givesBackTheLastUnitsOnly(
      @ForAll @IntRange(min = 1, max = 5) int first, @ForAll @IntRange(min = 1, max = 5) int last) {
    Algorithm bucket = new Limit(Kind.LEAKY_BUCKET, 3, SECOND, 20).algorithm();
    Step<Decision> before = bucket.acquire(null, first, 0);
    Step<Decision> after = bucket.acquire(before.next(), last, 5);
    long endOfFirst = before.answer().resetNanos();
    long endOfLast = 5 + after.answer().resetNanos();

    assertThat(bucket.withdraw(after.next(), first, endOfFirst, 9)).isSameAs(after.next());
    assertThat(bucket.withdraw(after.next(), last, endOfLast - 1, 9)).isEqualTo(before.next());
    assertThat(bucket.withdraw(before.next(), last, endOfLast, 9)).isSameAs(before.next());
    assertThat(bucket.withdraw(null, last, endOfLast, 9)).isNull();
  }

  @Test
  void rejectsUntilAPlaceInTheQueueIsFree() {
    Client client = new Client(new Limit(Kind.LEAKY_BUCKET, 10, SECOND, 3));
    client.spendAll();

    assertThat(client.acquire(1).waitNanos()).isEqualTo(SECOND / 10);
    assertThat(client.after(SECOND / 10).acquire(1).waitNanos()).isEqualTo(3 * SECOND / 10);
  }

  @Property(tries = 300)
  void letsNoMoreThanTheLimitLeaveInAnyWindowAndNoMoreThanTheQueueWait(
      @ForAll @IntRange(min = 1, max = 40) int limit,
      @ForAll @LongRange(min = 1, max = 1_000) long window,
      @ForAll @IntRange(min = 1, max = 20) int queue,
      @ForAll List<Call> calls) {
    Algorithm algorithm = new Limit(Kind.LEAKY_BUCKET, limit, window, queue).algorithm();
    List<Long> departures = new ArrayList<>();
    State state = null;
    long now = 0;

    for (Call call : calls) {
      now += call.number() % (2 * window / limit + 1);
      Step<Decision> step = algorithm.acquire(state, 1, now);
      state = step.next();
      Answer answer = Answer.of(step);
      if (answer.admitted()) {
        departures.add(now + answer.waitNanos());
      }
      long time = now;
      assertThat(departures.stream().filter(departure -> departure > time).count())
          .isLessThanOrEqualTo(queue);
    }

    for (int first = 0; first + limit < departures.size(); first++) {
      assertThat(departures.get(first + limit) - departures.get(first))
          .isGreaterThanOrEqualTo(window);
    }
  }

  @Property(tries = 300)
  void theNextCallLeavesAfterTheLastSlotOfTheOneBefore(
      @ForAll @IntRange(min = 1, max = 20) int queue, @ForAll List<Call> calls) {
    Limit limit = new Limit(Kind.LEAKY_BUCKET, 3, 30, queue);
    Client client = new Client(limit);
    long free = 0;

    for (Call call : calls) {
      long cost = call.cost(limit);
      Answer step = client.after(call.number() % 40).acquire(cost);
      if (step.admitted() && cost > 0) {
        long leaves = client.now() + step.waitNanos();
        assertThat(leaves).isEqualTo(Math.max(free, client.now()));
        free = leaves + 10 * cost;
        assertThat(free - client.now()).isLessThanOrEqualTo(10L * (queue + 1));
      }
    }
  }

  @Test
  void rejectsAnEmptyQueue() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Quota.LeakyBucket(1, Duration.ofNanos(1), 0))
        .withMessage("queue must be at least 1");
  }
}

package io.limitrate.internal.algorithm;

import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.Quota.Kind;
import io.limitrate.internal.algorithm.Nodes.Use;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * One state that limits of the same shape count in turn, as the quotas of a schedule do: the same
 * algorithm and window, and the same ratio of burst or queue to limit.
 */
class ScheduledLimitTest {
  private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);

  /** A call after a pause; before the call another limit may take over. */
  private record Step(int limit, long pauseNanos, int parts) {}

  /** The limits have these units, and the burst or queue is so many times as large. */
  private record Shape(Kind kind, List<Integer> units, int times) {
    Limit limit(int index) {
      long limit = units.get(index);
      return new Limit(kind, limit, MINUTE, limit * times);
    }

    Limit greatest() {
      return limit(units.indexOf(units.stream().max(Comparator.naturalOrder()).orElseThrow()));
    }
  }

  /** A use, with the number of switches of the limit before it. */
  private record Phased(Use use, int switches, int limit) {}

  private static List<Phased> play(Shape shape, List<Step> steps) {
    Client client = new Client(shape.limit(0));
    List<Phased> uses = new ArrayList<>();
    int switches = 0;
    int limit = 0;
    for (Step step : steps) {
      if (step.limit != limit) {
        limit = step.limit;
        client.change(shape.limit(limit));
        switches++;
      }
      client.after(step.pauseNanos);
      long cost = Math.max(1, client.acquire(0).remaining() * step.parts / 4);
      Answer answer = client.acquire(cost);
      if (answer.admitted()) {
        uses.add(new Phased(new Use(client.now(), cost), switches, limit));
      }
    }
    return uses;
  }

  @Property(tries = 1_000)
  void noClientGetsMoreThanTheGreatestLimitAllows(
      @ForAll("shapes") Shape shape, @ForAll("steps") List<Step> steps) {
    List<Phased> uses = play(shape, steps);

    assertHolds(shape.greatest(), uses, steps.size());
  }

  @Property(tries = 1_000)
  void fromASwitchOnTheNextLimitHolds(
      @ForAll("shapes") Shape shape, @ForAll("steps") List<Step> steps) {
    List<Phased> uses = play(shape, steps);

    for (int phase = 0; phase <= steps.size(); phase++) {
      int number = phase;
      List<Phased> own = uses.stream().filter(use -> use.switches == number).toList();
      if (!own.isEmpty()) {
        assertHolds(shape.limit(own.get(0).limit), own, 1);
      }
    }
  }

  /** A bucket forgets the fraction of a nanosecond at a switch, so it has some nanoseconds more. */
  private static void assertHolds(Limit limit, List<Phased> phased, int slackNanos) {
    List<Use> uses = phased.stream().map(Phased::use).toList();
    if (limit.kind() != Kind.TOKEN_BUCKET) {
      assertThat(new Bound(limit, uses).broken()).isEmpty();
      return;
    }
    for (int first = 0; first < uses.size(); first++) {
      BigInteger used = BigInteger.ZERO;
      for (int last = first; last < uses.size(); last++) {
        used = used.add(big(uses.get(last).units()));
        long span = uses.get(last).nanos() - uses.get(first).nanos() + slackNanos;
        assertThat(used.subtract(big(limit.size())).multiply(big(MINUTE)))
            .isLessThanOrEqualTo(big(limit.limit()).multiply(big(span)));
      }
    }
  }

  @Property(tries = 1_000)
  void theSlotsOfAQueueAreAtLeastAsFarApartAsThoseOfTheGreatestLimit(
      @ForAll("units") List<Integer> units, @ForAll("steps") List<Step> steps) {
    Shape shape = new Shape(Kind.LEAKY_BUCKET, units, 1);
    Client client = new Client(shape.limit(0));
    List<Long> slots = new ArrayList<>();
    for (Step step : steps) {
      client.change(shape.limit(step.limit));
      Answer answer = client.after(step.pauseNanos).acquire(1);
      if (answer.admitted()) {
        slots.add(client.now() + answer.waitNanos());
      }
    }

    long pace = MINUTE / shape.greatest().limit();
    for (int i = 1; i < slots.size(); i++) {
      assertThat(slots.get(i) - slots.get(i - 1)).isGreaterThanOrEqualTo(pace - 1);
    }
  }

  @Provide
  Arbitrary<List<Integer>> units() {
    return Arbitraries.of(1, 2, 7, 50, 60, 97, 200, 256, 257, 1_000).list().ofSize(3);
  }

  @Provide
  Arbitrary<Shape> shapes() {
    Arbitrary<Kind> kinds =
        Arbitraries.of(
            Kind.TOKEN_BUCKET,
            Kind.FIXED_WINDOW,
            Kind.SLIDING_WINDOW_LOG,
            Kind.SLIDING_WINDOW_COUNTER);
    return Combinators.combine(kinds, units(), Arbitraries.of(1, 3)).as(Shape::new);
  }

  @Provide
  Arbitrary<List<Step>> steps() {
    Arbitrary<Long> pauses =
        Arbitraries.oneOf(
            Arbitraries.of(0L, 1L, MINUTE / 2, MINUTE, 3 * MINUTE),
            Arbitraries.longs().between(0, MINUTE / 4));
    return Combinators.combine(
            Arbitraries.of(0, 0, 1, 2), pauses, Arbitraries.integers().between(0, 4))
        .as(Step::new)
        .list()
        .ofMaxSize(40);
  }

  private static BigInteger big(long value) {
    return BigInteger.valueOf(value);
  }
}

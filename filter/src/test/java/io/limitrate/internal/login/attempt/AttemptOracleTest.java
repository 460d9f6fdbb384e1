package io.limitrate.internal.login.attempt;

import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.internal.algorithm.State;
import io.limitrate.internal.login.attempt.AttemptLimits.Block;
import io.limitrate.internal.login.attempt.AttemptLimits.Spraying;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Compares the algorithm with an oracle that drops nothing. */
class AttemptOracleTest {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
  private static final long START = TimeUnit.DAYS.toNanos(20_000);

  /**
   * One action, with the time since the previous action; it concerns a pending attempt if it needs
   * one.
   */
  record Happening(char what, int seconds, int which) {}

  @Provide
  Arbitrary<AttemptLimits> limits() {
    Arbitrary<AttemptLimit> allowance =
        Combinators.combine(
                Arbitraries.integers().between(1, 6), Arbitraries.integers().between(1, 100))
            .as((limit, seconds) -> new AttemptLimit(limit, seconds * SECOND))
            .injectDuplicates(0.1);
    Arbitrary<AttemptLimit> maybe =
        Arbitraries.oneOf(allowance, Arbitraries.just(AttemptLimit.NONE));
    Arbitrary<Block> block =
        Arbitraries.of(
            Block.NONE,
            new Block(30 * SECOND, 1, 30 * SECOND, 0),
            new Block(30 * SECOND, 2, 200 * SECOND, 100 * SECOND));
    return Combinators.combine(maybe, maybe, maybe, block)
        .filter((attempts, failures, challenge, b) -> !attempts.none() || !failures.none())
        .as(
            (attempts, failures, challenge, b) ->
                new AttemptLimits(attempts, failures, challenge, b, Spraying.NONE));
  }

  @Provide
  Arbitrary<List<Happening>> history() {
    return Combinators.combine(
            Arbitraries.of('b', 'b', 'b', 'f', 'f', 'w', 's'),
            Arbitraries.integers().between(0, 40),
            Arbitraries.integers().between(0, 100))
        .as(Happening::new)
        .list()
        .ofMaxSize(60);
  }

  @Property
  void aBoundedMemoryAnswersAsAnUnboundedOne(
      @ForAll("limits") AttemptLimits limits, @ForAll("history") List<Happening> history) {
    AttemptAlgorithm algorithm = new AttemptAlgorithm(limits);
    AttemptOracle oracle = new AttemptOracle(limits);
    State state = null;
    long now = START;
    int ids = 0;
    for (Happening happening : history) {
      now += happening.seconds * SECOND;
      List<Integer> underWay = new ArrayList<>(oracle.ids());
      int id = underWay.isEmpty() ? 0 : underWay.get(happening.which % underWay.size());
      AttemptStep step;
      switch (happening.what) {
        case 'b' -> {
          step = algorithm.attempt(state, ++ids, 0, now);
          AttemptStatus expected = oracle.begin(ids, now);
          assertThat(withoutAlone(step.status())).isEqualTo(expected);
        }
        case 'f' -> {
          step = algorithm.failed(state, id, 0, now);
          oracle.fail(id, now);
        }
        case 'w' -> {
          step = algorithm.withdrawn(state, id, now);
          oracle.withdraw(id);
        }
        default -> {
          step = algorithm.succeeded(state, id, now);
          oracle.succeed(id);
        }
      }
      state = step.next();
    }
  }

  private static AttemptStatus withoutAlone(AttemptStatus status) {
    return new AttemptStatus(
        status.rank(),
        status.waitNanos(),
        status.began(),
        status.suspected(),
        false,
        status.remaining(),
        status.consecutive());
  }
}

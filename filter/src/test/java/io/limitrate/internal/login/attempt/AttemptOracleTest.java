package io.limitrate.internal.login.attempt;

import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.internal.algorithm.State;
import io.limitrate.internal.algorithm.Step;
import io.limitrate.login.LoginLimits;
import io.limitrate.login.LoginLimits.Block;
import io.limitrate.login.LoginLimits.Limit;
import io.limitrate.login.LoginLimits.Spraying;
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
  Arbitrary<LoginLimits> limits() {
    Arbitrary<Limit> allowance =
        Combinators.combine(
                Arbitraries.integers().between(1, 6), Arbitraries.integers().between(1, 100))
            .as((limit, seconds) -> new Limit(limit, Duration.ofSeconds(seconds)))
            .injectDuplicates(0.1);
    Arbitrary<Limit> maybe = Arbitraries.oneOf(allowance, Arbitraries.just(Limit.NONE));
    Arbitrary<Block> block =
        Arbitraries.of(
            Block.NONE,
            new Block(Duration.ofSeconds(30), 1, Duration.ofSeconds(30), Duration.ZERO),
            new Block(Duration.ofSeconds(30), 2, Duration.ofSeconds(200), Duration.ofSeconds(100)));
    return Combinators.combine(maybe, maybe, maybe, block)
        .filter((attempts, failures, challenge, b) -> !attempts.none() || !failures.none())
        .as(
            (attempts, failures, challenge, b) ->
                new LoginLimits(attempts, failures, challenge, b, Spraying.NONE));
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
      @ForAll("limits") LoginLimits limits, @ForAll("history") List<Happening> history) {
    AttemptAlgorithm algorithm = new AttemptAlgorithm(new AttemptLimits(limits, 0, 0));
    AttemptOracle oracle = new AttemptOracle(limits);
    State state = null;
    long now = START;
    int ids = 0;
    for (Happening happening : history) {
      now += happening.seconds * SECOND;
      List<Integer> underWay = new ArrayList<>(oracle.ids());
      int id = underWay.isEmpty() ? 0 : underWay.get(happening.which % underWay.size());
      Step<AttemptStatus> step;
      switch (happening.what) {
        case 'b' -> {
          step = algorithm.attempt(state, ++ids, 0, now);
          AttemptStatus expected = oracle.begin(ids, now);
          assertThat(withoutAlone(step.answer())).isEqualTo(expected);
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

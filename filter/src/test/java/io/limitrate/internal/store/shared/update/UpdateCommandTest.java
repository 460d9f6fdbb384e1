package io.limitrate.internal.store.shared.update;

import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.internal.algorithm.Unused;
import io.limitrate.internal.engine.CountedQuotas;
import io.limitrate.internal.engine.Transition;
import io.limitrate.internal.engine.Transition.Acquire;
import io.limitrate.internal.store.shared.codec.StateText;
import io.limitrate.internal.store.shared.update.UpdateCommand.Grant;
import io.limitrate.internal.store.shared.update.UpdateCommand.Outcome;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class UpdateCommandTest {
  private static final long NOW = TimeUnit.DAYS.toNanos(20_000);
  private static final long LATER = NOW + TimeUnit.MILLISECONDS.toNanos(1_100);
  private static final List<CountedQuotas> QUOTAS =
      Stream.of(
              "1000/1m",
              "1000/1m fixed-window",
              "1000/1m sliding-window-log",
              "1000/1m sliding-window-counter",
              "1000/1m, 2000/1h fixed-window")
          .map(CountedQuotas::parse)
          .toList();

  /** A token bucket that was full takes a part of the unused units back. */
  private static final List<CountedQuotas> WINDOWS = QUOTAS.subList(1, 4);

  /** A provider may run a command again that it believes lost. */
  @Property
  void aSecondRunReturnsNothingThatItDoesNotCharge(
      @ForAll @IntRange(max = 4) int which,
      @ForAll @IntRange(min = 1, max = 1_000) int wantedBefore,
      @ForAll @IntRange(max = 1_000) int wanted,
      @ForAll @IntRange(max = 1_000) int usedByOthers,
      @ForAll @Size(max = 5) List<@IntRange(min = 1, max = 50) Integer> costs) {
    CountedQuotas quotas = QUOTAS.get(which);
    Grant lease = lease(quotas, wantedBefore);
    String found = acquire(quotas, StateText.write(lease.leased()), usedByOthers, NOW).next();
    UpdateCommand command = command(quotas, lease, lease.units(), costs, wanted);

    String once = command.apply(found);
    String twice = command.apply(once);

    assertThat(remaining(quotas, once)).isLessThanOrEqualTo(remaining(quotas, found));
    assertThat(remaining(quotas, twice)).isLessThanOrEqualTo(remaining(quotas, once));
  }

  @Test
  void aChargeTakesAsManyUnusedUnitsAlongAsItCharges() {
    for (CountedQuotas quotas : WINDOWS) {
      Grant lease = lease(quotas, 100);
      String found = StateText.write(lease.leased());

      Outcome one = command(quotas, lease, 100, List.of(1), 0).outcome(found);
      Outcome all = command(quotas, lease, 100, List.of(1, 30), 80).outcome(found);

      assertThat(one.returned()).isEqualTo(1);
      assertThat(all.returned()).isEqualTo(100);
      assertThat(Objects.requireNonNull(all.grant()).units()).isEqualTo(80);
      assertThat(remaining(quotas, all.next())).isEqualTo(remaining(quotas, found) - 11);
    }
  }

  @Test
  void aRejectedCallTakesNoUnitsAlong() {
    CountedQuotas quotas = WINDOWS.get(0);
    Grant lease = lease(quotas, 100);
    String found = acquire(quotas, StateText.write(lease.leased()), 900, NOW).next();

    Outcome outcome = command(quotas, lease, 100, List.of(101), 100).outcome(found);

    assertThat(outcome.returned()).isZero();
    assertThat(outcome.next()).isEqualTo(found);
  }

  private static Grant lease(CountedQuotas quotas, long wanted) {
    Acquire first = new Acquire(quotas, 0, NOW);
    UpdateCommand command = new UpdateCommand(quotas, NOW, List.of(), List.of(first), wanted);
    return Objects.requireNonNull(command.outcome(null).grant());
  }

  private static UpdateCommand command(
      CountedQuotas quotas, Grant lease, long units, List<Integer> costs, long wanted) {
    Unused unused = new Unused(lease.leased(), units, NOW, lease.endNanos());
    List<Transition<?>> calls =
        costs.stream().<Transition<?>>map(cost -> new Acquire(quotas, cost, LATER)).toList();
    return new UpdateCommand(quotas, LATER, List.of(unused), calls, wanted);
  }

  private static Outcome acquire(CountedQuotas quotas, String found, long cost, long nowNanos) {
    return UpdateCommand.of(quotas, new Acquire(quotas, cost, nowNanos)).outcome(found);
  }

  private static long remaining(CountedQuotas quotas, String text) {
    return quotas.remaining(StateText.read(text), LATER);
  }
}

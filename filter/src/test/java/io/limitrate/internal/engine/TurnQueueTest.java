package io.limitrate.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.Quotas;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class TurnQueueTest {
  private static final long GAP = 100;
  private static final CountedQuotas BUCKET =
      new CountedQuotas(Quotas.parse("1/1s leaky-bucket"), false, 0, Generation.FIRST);
  private static final long EVER = Long.MAX_VALUE / 4;

  private final TurnQueue<String> queue = new TurnQueue<>();

  private static Departures departures(long atNanos, long count) {
    return new Departures(BUCKET, atNanos, count, count * GAP);
  }

  private void join(String call, long atNanos, long count) {
    assertThat(queue.join(call, Precedence.FIRST, departures(atNanos, count), 0, EVER)).isTrue();
  }

  private List<String> dueAt(long nowNanos) {
    List<String> due = new ArrayList<>();
    queue.takeDue(nowNanos, due);
    return due;
  }

  @Test
  void callsGoInTheirOrderAtEqualDistances() {
    join("a", 100, 1);
    join("b", 200, 1);

    assertThat(dueAt(99)).isEmpty();
    assertThat(dueAt(100)).containsExactly("a");
    assertThat(dueAt(199)).isEmpty();
    assertThat(dueAt(200)).containsExactly("b");
    assertThat(queue.isEmpty()).isTrue();
  }

  @Test
  void aDepartureOfThePastIsNoCallsTurn() {
    join("a", 100, 1);
    join("b", 200, 1);
    queue.leave("a");
    queue.leave("b");

    assertThat(queue.join("c", Precedence.FIRST, departures(700, 1), 150, EVER)).isTrue();

    assertThat(dueAt(199)).isEmpty();
    assertThat(dueAt(200)).containsExactly("c");
  }

  @Test
  void callsBehindACallThatLeavesMoveUpAndTheLastDepartureIsFree() {
    for (int i = 1; i <= 5; i++) {
      join("call" + i, i * GAP, 1);
    }

    assertThat(queue.leave("call2")).isTrue();
    assertThat(queue.leave("call2")).isFalse();

    assertThat(queue.takeLast()).isEqualTo(departures(500, 1));
    assertThat(queue.takeLast()).isNull();
    assertThat(dueAt(100)).containsExactly("call1");
    assertThat(dueAt(200)).containsExactly("call3");
    assertThat(dueAt(300)).containsExactly("call4");
    assertThat(dueAt(400)).containsExactly("call5");
  }

  @Test
  void callTakesTheDepartureOfACallThatHasLeft() {
    join("a", 100, 1);
    join("b", 200, 1);
    queue.leave("a");

    join("c", 300, 1);

    assertThat(dueAt(100)).containsExactly("b");
    assertThat(dueAt(200)).containsExactly("c");
    assertThat(queue.takeLast()).isEqualTo(departures(300, 1));
  }

  @Test
  void callsOfDifferentCostsKeepTheDistancesOfTheirUnits() {
    join("one", 100, 1);
    join("three", 200, 3);
    join("two", 500, 2);

    queue.leave("one");

    assertThat(dueAt(100)).containsExactly("three");
    assertThat(dueAt(399)).isEmpty();
    assertThat(dueAt(400)).containsExactly("two");
  }

  @Test
  void callWhoseTurnWouldComeTooLateDoesNotJoin() {
    join("a", 100, 1);
    join("b", 200, 1);

    assertThat(queue.join("c", Precedence.FIRST, departures(300, 1), 0, 299)).isFalse();
    queue.leave("a");

    assertThat(queue.join("c", Precedence.FIRST, departures(300, 1), 0, 299)).isTrue();
  }

  @Test
  void freeDeparturesServeACallOutsideOfTheQueueOnceAndBeforeTheirTime() {
    join("a", 100, 1);
    join("b", 200, 2);
    queue.leave("b");

    assertThat(queue.takeFree(3, 0)).isNull();
    assertThat(queue.takeFree(1, 200)).isNull();
    assertThat(queue.takeFree(1, 0)).isEqualTo(departures(200, 1));
    assertThat(queue.takeFree(1, 0)).isEqualTo(departures(300, 1));
    assertThat(queue.takeFree(1, 0)).isNull();
    assertThat(dueAt(100)).containsExactly("a");
  }

  @Test
  void departuresThatNoCallUsesLapse() {
    join("a", 100, 1);
    join("b", 200, 3);
    queue.leave("b");
    queue.leave("a");

    assertThat(queue.nextNanos()).isEqualTo(500);
    assertThat(dueAt(250)).isEmpty();
    assertThat(queue.takeFree(2, 250)).isEqualTo(departures(300, 2));
    assertThat(queue.isEmpty()).isTrue();
  }

  private record Call(String name, int rank, long starvesAtNanos, int cost) {}

  /** The naive oracle keeps each departure and each call in a list. */
  private static final class Oracle {
    final List<Long> departures = new ArrayList<>();
    final List<Call> calls = new ArrayList<>();

    void join(Call call, long atNanos, long nowNanos) {
      dropPassed(nowNanos);
      for (int i = 0; i < call.cost; i++) {
        departures.add(atNanos + i * GAP);
      }
      departures.sort(null);
      calls.add(call);
    }

    private Call next(long nowNanos) {
      return calls.stream()
          .filter(call -> call.starvesAtNanos <= nowNanos)
          .min(Comparator.comparingLong(Call::starvesAtNanos).thenComparingInt(Call::rank))
          .orElseGet(() -> calls.stream().min(Comparator.comparingInt(Call::rank)).orElseThrow());
    }

    List<String> due(long nowNanos) {
      List<String> due = new ArrayList<>();
      while (!calls.isEmpty() && departures.get(0) <= nowNanos) {
        Call next = next(nowNanos);
        calls.remove(next);
        due.add(next.name);
        departures.subList(0, next.cost).clear();
      }
      dropPassed(nowNanos);
      return due;
    }

    private void dropPassed(long nowNanos) {
      while (calls.isEmpty() && !departures.isEmpty() && departures.get(0) <= nowNanos) {
        departures.remove(0);
      }
    }

    List<Long> takeLast(int most) {
      int needed = calls.stream().mapToInt(Call::cost).sum();
      int from = Math.max(needed, departures.size() - most);
      List<Long> last = new ArrayList<>(departures.subList(from, departures.size()));
      departures.subList(from, departures.size()).clear();
      return last;
    }
  }

  /**
   * Each number is a step: a call joins, a call leaves, time passes, or a departure is returned.
   */
  @Property(tries = 2_000)
  void doesTheSameAsANaiveQueue(@ForAll @Size(max = 60) List<@IntRange(max = 999) Integer> steps) {
    TurnQueue<String> tested = new TurnQueue<>();
    Oracle oracle = new Oracle();
    long assignedNanos = GAP;
    long nowNanos = 0;

    for (int i = 0; i < steps.size(); i++) {
      int number = steps.get(i) / 4;
      switch (steps.get(i) % 4) {
        case 0 -> {
          Call call = new Call("c" + i, number % 5 % 3, nowNanos + 3 * GAP, 1 + number % 3);
          assignedNanos =
              Math.max(assignedNanos, nowNanos) + number % 2 * GAP; // another node takes some, too
          Departures assigned = departures(assignedNanos, call.cost);
          Precedence precedence = new Precedence(Collections.nCopies(call.rank, "higher"), 3 * GAP);
          assertThat(tested.join(call.name, precedence, assigned, nowNanos, EVER)).isTrue();
          oracle.join(call, assignedNanos, nowNanos);
          assignedNanos += call.cost * GAP;
        }
        case 1 -> {
          String left = "c" + number % (i + 1);
          assertThat(tested.leave(left))
              .isEqualTo(oracle.calls.removeIf(call -> call.name.equals(left)));
        }
        case 2 -> {
          nowNanos += number;
          List<String> due = new ArrayList<>();
          tested.takeDue(nowNanos, due);
          assertThat(due).isEqualTo(oracle.due(nowNanos));
        }
        default -> {
          Departures last = tested.takeLast();
          int count = last == null ? 0 : (int) last.count();
          List<Long> expected = oracle.takeLast(count);
          assertThat(expected).hasSize(count);
          for (int unit = 0; unit < count && last != null; unit++) {
            assertThat(last.atNanos() + unit * GAP).isEqualTo(expected.get(unit));
          }
          assertThat(count > 0 || oracle.takeLast(1).isEmpty()).isTrue();
        }
      }
      assertThat(tested.isEmpty()).isEqualTo(oracle.departures.isEmpty());
      assertThat(tested.waiting())
          .containsExactlyInAnyOrderElementsOf(oracle.calls.stream().map(Call::name).toList());
    }
  }
}

package io.limitrate.internal.algorithm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.limitrate.Decision;
import io.limitrate.Quota;
import io.limitrate.internal.algorithm.Histories.Call;
import java.time.Duration;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;
import net.jqwik.api.statistics.Statistics;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Domain(Histories.class)
@Domain(DomainContext.Global.class)
class PackedFormTest {
  private static final long MINUTE_NANOS = Duration.ofMinutes(1).toNanos();

  /** A store has dropped an idle entry long before. */
  private static final long LONGEST_IDLE_NANOS = Duration.ofDays(90).toNanos();

  @Property(tries = 3_000)
  void everyStepIsTheOneOfTheAlgorithm(
      @ForAll Limit limit,
      @ForAll List<Call> calls,
      @ForAll @LongRange(min = -(1L << 61), max = 1L << 61) long start) {
    Algorithm algorithm = limit.algorithm();
    PackedForm form = algorithm.packedForm();
    Statistics.label("packed")
        .collect(form != null)
        .coverage(coverage -> coverage.check(true).percentage(share -> share > 10));
    if (form != null) {
      new Play(limit, algorithm, form, start).all(calls);
    }
  }

  /** One history, counted with states and with numbers. */
  private static final class Play {
    private final Limit limit;
    private final Algorithm algorithm;
    private final PackedForm form;
    private long now;
    private long changed;
    private @Nullable State state;
    private long packed = PackedForm.NONE;

    Play(Limit limit, Algorithm algorithm, PackedForm form, long start) {
      this.limit = limit;
      this.algorithm = algorithm;
      this.form = form;
      this.now = start;
      this.changed = start;
    }

    void all(List<Call> calls) {
      for (Call call : calls) {
        now += call.back() ? -call.stepNanos(limit) : call.stepNanos(limit);
        if (Math.abs(now - changed) > LONGEST_IDLE_NANOS) {
          state = null;
          packed = PackedForm.NONE;
        }
        if (call.settles()) {
          settle(call.cost(limit));
        } else {
          acquire(call.cost(limit));
        }
        assertThat(form.unpack(packed, now)).isEqualTo(state);
        changed = now;
      }
    }

    private void acquire(long cost) {
      Step<Decision> step = algorithm.acquire(state, cost, now);
      long next = form.next(packed, cost, now);

      assertThat(form.decision(packed, cost, now)).isEqualTo(step.answer());
      assertThat(next == packed).isEqualTo(step.next() == state);
      state = step.next();
      packed = next;
    }

    private void settle(long actual) {
      State settled = algorithm.settle(form.unpack(packed, now), 1, actual, now, now);
      long next = form.pack(settled);

      boolean fits = next != PackedForm.UNFIT;
      assertThat(fits || settled instanceof FixedWindowState).isTrue();
      state = fits ? settled : null;
      packed = fits ? next : PackedForm.NONE;
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "5/1s",
        "100/1m",
        "100/1m burst 20",
        "7/1s",
        "1000/1h fixed-window",
        "1000000000/1m fixed-window",
        "10/1s leaky-bucket queue 5",
        "1000000/1d"
      })
  void usualQuotasHaveAPackedForm(String quota) {
    assertThat(form(quota)).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "97/1s",
        "5/500ms fixed-window",
        "9000000000/1m fixed-window",
        "5/1m sliding-window-log",
        "5/1m sliding-window-counter"
      })
  void quotasWithLargeStatesHaveNone(String quota) {
    assertThat(form(quota)).isNull();
  }

  @Test
  void packsNoStateOfAnotherAlgorithm() {
    State window = Algorithm.of(Quota.parse("5/1m fixed-window")).acquire(null, 1, 0).next();
    State bucket = Algorithm.of(Quota.parse("5/1m")).acquire(null, 1, 0).next();

    assertThat(form("5/1m").pack(window)).isEqualTo(PackedForm.UNFIT);
    assertThat(form("5/1m fixed-window").pack(bucket)).isEqualTo(PackedForm.UNFIT);
    assertThat(form("5/1m leaky-bucket queue 5").pack(bucket)).isEqualTo(PackedForm.UNFIT);
  }

  @Test
  void readsStatesOfItsKindAndWindowOnly() {
    assertThat(form("5/1m").reads(form("7/1s"))).isTrue();
    assertThat(form("5/1m").reads(form("5/1m leaky-bucket queue 5"))).isFalse();
    assertThat(form("5/1m fixed-window").reads(form("9/1m fixed-window"))).isTrue();
    assertThat(form("5/1m fixed-window").reads(form("5/1h fixed-window"))).isFalse();
    assertThat(form("5/1m fixed-window").reads(form("5/1m"))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"5/1m", "5/1m fixed-window"})
  void rejectsANegativeCost(String quota) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> form(quota).next(PackedForm.NONE, -1, MINUTE_NANOS));
  }

  private static PackedForm form(String quota) {
    return Algorithm.of(Quota.parse(quota)).packedForm();
  }
}

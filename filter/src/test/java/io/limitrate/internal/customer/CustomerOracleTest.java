package io.limitrate.internal.customer;

import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.Call;
import io.limitrate.KeySpec;
import io.limitrate.QuotaProvider.Settings;
import io.limitrate.Quotas;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

/**
 * Compares the quotas of one customer with those of a naive model, through answers and failures.
 */
class CustomerOracleTest {
  private static final long FRESH = Duration.ofSeconds(10).toNanos();
  private static final long STALE = Duration.ofSeconds(60).toNanos();
  private static final long TIMEOUT = Duration.ofSeconds(5).toNanos();
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  enum Action {
    CALL,
    ANSWER,
    ANSWER_NONE,
    FAIL
  }

  private record Step(Action action, long afterMillis) {}

  @Provide
  Arbitrary<List<Step>> steps() {
    return Combinators.combine(
            Arbitraries.of(
                Action.CALL, Action.CALL, Action.ANSWER, Action.ANSWER_NONE, Action.FAIL),
            Arbitraries.oneOf(
                Arbitraries.longs().between(0, 900), Arbitraries.longs().between(0, 20_000)))
        .as(Step::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(80);
  }

  private long nowNanos;
  private int answers;
  private @Nullable CompletableFuture<Optional<Quotas>> pending;
  private int asked;
  private int overlaps;

  @Property(tries = 500)
  void theQuotasAreThoseOfTheLastAnswerUntilStale(@ForAll("steps") List<Step> steps) {
    nowNanos = 0;
    asked = 0;
    pending = null;
    CustomerQuotas quotas =
        new CustomerQuotas("api", settings(), false, Runnable::run, () -> nowNanos);
    Quotas answer = null;
    long answeredNanos = 0;
    long notBeforeNanos = 0; // no request is made before
    long byNanos = 0; // a call at this time or later makes a request
    long askedNanos = 0;
    int failures = 0;

    for (Step step : steps) {
      nowNanos += step.afterMillis * 1_000_000;
      if (step.action == Action.CALL) {
        boolean late = pending != null && nowNanos - askedNanos >= TIMEOUT;
        boolean mayAsk = pending == null && nowNanos >= notBeforeNanos;
        boolean mustAsk = pending == null && nowNanos >= byNanos;
        int before = asked;

        Quotas own = quotas.of(call()).quotas();

        assertThat(own).isEqualTo(nowNanos - answeredNanos < STALE ? answer : null);
        assertThat(asked - before).isBetween(mustAsk ? 1 : 0, mayAsk ? 1 : 0);
        assertThat(overlaps).isZero();
        if (asked > before) {
          askedNanos = nowNanos;
        }
        if (late) {
          pending = null;
          long pauseNanos = Math.min(FRESH, SECOND << Math.min(failures++, 10));
          notBeforeNanos = nowNanos + pauseNanos;
          byNanos = nowNanos + pauseNanos * 3 / 2;
        }
      } else if (pending != null) {
        CompletableFuture<Optional<Quotas>> request = pending;
        pending = null;
        if (step.action == Action.FAIL) {
          request.completeExceptionally(new IllegalStateException("down"));
          long pauseNanos = Math.min(FRESH, SECOND << Math.min(failures++, 10));
          notBeforeNanos = nowNanos + pauseNanos;
          byNanos = nowNanos + pauseNanos * 3 / 2;
        } else {
          answer = step.action == Action.ANSWER_NONE ? null : Quotas.parse(++answers + "/1m");
          request.complete(Optional.ofNullable(answer));
          answeredNanos = nowNanos;
          failures = 0;
          notBeforeNanos = nowNanos + FRESH * 9 / 10;
          byNanos = nowNanos + FRESH;
        }
      }
    }
  }

  private Settings settings() {
    return Settings.builder(
            request -> {
              asked++;
              overlaps += pending == null ? 0 : 1;
              pending = new CompletableFuture<>();
              return pending;
            },
            KeySpec.parse("user"))
        .fresh(Duration.ofNanos(FRESH))
        .stale(Duration.ofNanos(STALE))
        .timeout(Duration.ofNanos(TIMEOUT))
        .build();
  }

  private static Call call() {
    return new Call() {
      @Override
      public String user() {
        return "alice";
      }
    };
  }
}

package io.limitrate.internal.store.shared.strategy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limitrate.StoreUnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class DeadlineTest {
  private static final Duration TIMEOUT = Duration.ofMillis(1);

  private final List<Long> answerNanos = new ArrayList<>();
  private final Deadline deadline = new Deadline(TIMEOUT, answerNanos::add);
  private final CompletableFuture<String> answer = new CompletableFuture<>();

  @Test
  void reportsTheTimeOfALateAnswerAndStaysUnanswered() {
    assertThatThrownBy(() -> deadline.await(answer)).isInstanceOf(StoreUnavailableException.class);
    List<Long> before = List.copyOf(answerNanos);

    answer.complete("late");

    assertThat(before).isEmpty();
    assertThat(answerNanos).singleElement().satisfies(this::isLate);
    assertThat(deadline.unanswered()).isTrue();
  }

  @Test
  void aLateFailureIsNoAnswer() {
    assertThatThrownBy(() -> deadline.await(answer)).isInstanceOf(StoreUnavailableException.class);

    answer.completeExceptionally(new IllegalStateException("late"));

    assertThat(answerNanos).isEmpty();
  }

  private void isLate(long nanos) {
    assertThat(nanos).isGreaterThanOrEqualTo(TIMEOUT.toNanos());
  }
}

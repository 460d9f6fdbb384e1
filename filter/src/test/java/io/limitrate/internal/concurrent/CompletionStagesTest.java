package io.limitrate.internal.concurrent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

class CompletionStagesTest {
  private final Exception cause = new IllegalStateException("wrong");

  @Test
  void theCauseIsBelowAllExceptionsThatStagesAndFuturesAdd() {
    Throwable failure =
        new CompletionException(new ExecutionException(new CompletionException(cause)));

    assertThat(CompletionStages.cause(failure)).isSameAs(cause);
    assertThat(CompletionStages.cause(cause)).isSameAs(cause);
  }

  @Test
  void aFailureWithoutACauseIsItsOwnCause() {
    Throwable failure = new CompletionException("wrong", null);

    assertThat(CompletionStages.cause(failure)).isSameAs(failure);
  }
}

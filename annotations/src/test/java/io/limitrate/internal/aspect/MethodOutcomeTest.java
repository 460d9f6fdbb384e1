package io.limitrate.internal.aspect;

import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.internal.login.ObservedOutcome;
import io.limitrate.internal.uri.RequestUri;
import io.limitrate.login.OutcomeRules;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

class MethodOutcomeTest {

  @Test
  void showsTheTypeOfAResultThatTellsNoOutcome() {
    assertThat(MethodOutcome.of("secret", OutcomeRules.DEFAULT, RequestUri.NONE))
        .isEqualTo(ObservedOutcome.unknown("a result of the type java.lang.String"));
  }

  @Test
  void showsTheTypeOfAnExceptionThatTellsNoOutcome() {
    Throwable thrown = new CompletionException(new IllegalStateException("secret"));

    assertThat(MethodOutcome.of(thrown))
        .isEqualTo(ObservedOutcome.unknown("the exception java.lang.IllegalStateException"));
  }
}

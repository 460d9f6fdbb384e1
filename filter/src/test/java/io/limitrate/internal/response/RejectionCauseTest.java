package io.limitrate.internal.response;

import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.login.Admission;
import io.limitrate.login.LoginRejectedException;
import java.io.IOException;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

class RejectionCauseTest {
  private final RuntimeException rejection =
      new LoginRejectedException("main", Admission.Malformed.username());

  @Test
  void findsTheRejectionItself() {
    assertThat(RejectionCause.find(rejection)).isSameAs(rejection);
  }

  @Test
  void findsTheRejectionBelowSeveralWrappers() {
    assertThat(RejectionCause.find(new IOException(new CompletionException(rejection))))
        .isSameAs(rejection);
  }

  @Test
  void endsWhereCausesAreCyclic() {
    Exception one = new Exception("one");
    one.initCause(new Exception("two", one));

    assertThat(RejectionCause.find(one)).isNull();
  }

  @Test
  void searchesAtMostThirtyTwoCauses() {
    Throwable wrapped = rejection;
    for (int i = 0; i < 31; i++) {
      wrapped = new IllegalStateException(wrapped);
    }

    assertThat(RejectionCause.find(wrapped)).isSameAs(rejection);
    assertThat(RejectionCause.find(new IllegalStateException(wrapped))).isNull();
  }

  @Test
  void ignoresSuppressedRejections() {
    Exception thrown = new IOException("broken");
    thrown.addSuppressed(rejection);

    assertThat(RejectionCause.find(thrown)).isNull();
  }
}

package io.limitrate.internal.login;

import io.limitrate.Key;
import io.limitrate.internal.algorithm.AttemptStatus;
import io.limitrate.internal.engine.Transition.Attempt.Move;
import io.limitrate.internal.login.LoginCounters.Counted;
import io.limitrate.internal.login.LoginEvents.Subject;
import io.limitrate.login.BlockKind;
import io.limitrate.login.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * Reports the outcome of an attempt to the store.
 *
 * @param ofUser the attempt's count for the known browser or for the username; {@code null} when
 *     there is neither
 * @param known whether {@code ofUser} is the count of a known browser
 * @param ofAddress the attempt's count for its address, {@code null} when a known browser replaced
 *     the address
 */
record LoginConclusion(
    LoginGuard guard,
    Subject subject,
    @Nullable Counted ofUser,
    boolean known,
    @Nullable Counted ofAddress) {

  void report(Outcome outcome) {
    switch (outcome) {
      case SUCCESS -> succeed();
      case FAILURE, UNKNOWN -> fail();
      case ERROR -> {
        guard.counters().withdraw(ofUser);
        guard.counters().withdraw(ofAddress);
      }
    }
  }

  private void succeed() {
    if (ofAddress != null && !guard.settings().address().failures().none()) {
      defer(ofAddress);
    }
    if (ofUser != null && ofUser.status().alone()) {
      defer(ofUser);
    } else if (ofUser != null) {
      guard.counters().apply(ofUser.key(), ofUser.by(), Move.SUCCEED, ofUser.id(), 0);
    }
  }

  private void defer(Counted counted) {
    guard.successes().add(counted.key(), counted.id(), guard.counters().nanos());
  }

  /** Counts a failure for the username or its browser, and for the address. */
  private void fail() {
    int consecutive;
    try {
      consecutive = failOfUser();
    } finally {
      if (ofAddress != null) {
        fail(ofAddress, BlockKind.ADDRESS);
      }
    }
    guard.events().failed(subject, consecutive);
  }

  private int failOfUser() {
    if (ofUser != null) {
      return fail(ofUser, known ? BlockKind.DEVICE : BlockKind.USERNAME);
    }
    Key username = subject.usernameKey();
    return username == null ? 0 : failUnreserved(username);
  }

  private int fail(Counted counted, BlockKind kind) {
    int name = subject.usernameKey() == null ? 0 : subject.usernameKey().hashCode();
    AttemptStatus status = guard.counters().fail(counted.key(), counted.by(), counted.id(), name);
    guard.events().report(subject, kind, status);
    return status.consecutive();
  }

  /** Counts a failure for a username that only the application knew. */
  private int failUnreserved(Key username) {
    return guard.counters().fail(username, guard.perUsername(), 0, 0).consecutive();
  }
}

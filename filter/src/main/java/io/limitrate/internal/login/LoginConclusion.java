package io.limitrate.internal.login;

import io.limitrate.Key;
import io.limitrate.Transition.Attempt.Move;
import io.limitrate.internal.algorithm.AttemptStatus;
import io.limitrate.internal.login.LoginCounters.Counted;
import io.limitrate.internal.login.LoginEvents.Who;
import io.limitrate.login.BlockKind;
import io.limitrate.login.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * What an attempt comes to in the store.
 *
 * @param ofUser where it took a place for its user: that of a browser that is known, or of the name
 * @param known whether that is the browser's
 * @param ofAddress where it was counted for its address, {@code null} where a browser stood in
 */
record LoginConclusion(
    LoginGuard guard,
    Who who,
    @Nullable Counted ofUser,
    boolean known,
    @Nullable Counted ofAddress) {

  void tell(Outcome outcome) {
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
      tellLater(ofAddress);
    }
    if (ofUser != null && ofUser.status().alone()) {
      tellLater(ofUser);
    } else if (ofUser != null) {
      guard.counters().apply(ofUser.key(), ofUser.by(), Move.SUCCEED, ofUser.id(), 0);
    }
  }

  private void tellLater(Counted counted) {
    guard.successes().add(counted.key(), counted.id(), guard.counters().nanos());
  }

  /** Counts for the username or its browser, and for the address. */
  private void fail() {
    int consecutive;
    try {
      consecutive = failOfUser();
    } finally {
      if (ofAddress != null) {
        fail(ofAddress, BlockKind.ADDRESS);
      }
    }
    guard.events().failed(who, consecutive);
  }

  private int failOfUser() {
    if (ofUser != null) {
      return fail(ofUser, known ? BlockKind.DEVICE : BlockKind.USERNAME);
    }
    Key username = who.usernameKey();
    return username == null ? 0 : failUnreserved(username);
  }

  private int fail(Counted counted, BlockKind kind) {
    int name = who.usernameKey() == null ? 0 : who.usernameKey().hashCode();
    AttemptStatus status = guard.counters().fail(counted.key(), counted.by(), counted.id(), name);
    guard.events().heed(who, kind, status);
    return status.consecutive();
  }

  /** The application knew better who it was about. */
  private int failUnreserved(Key username) {
    return guard.counters().fail(username, guard.perUsername(), 0, 0).consecutive();
  }
}

package io.limitrate.internal.login;

import io.limitrate.Key;
import io.limitrate.internal.login.LoginCounters.Counted;
import io.limitrate.internal.login.LoginEvents.Subject;
import io.limitrate.internal.login.attempt.AttemptStatus;
import io.limitrate.internal.login.attempt.AttemptTransition.Move;
import io.limitrate.login.BlockKind;
import org.jspecify.annotations.Nullable;

/**
 * The counts of one attempt in the store. Immutable. Each method throws {@link
 * io.limitrate.StoreUnavailableException} when neither the store nor this node can count.
 */
sealed interface LoginCounts {

  /** Returns the count of the client: of the known browser, or of the address. */
  Counted client();

  /** Frees the places of an attempt without an outcome. */
  void withdraw(LoginGuard guard);

  /** Reports a success. */
  void succeed(LoginGuard guard);

  /** Reports a failure. Returns the consecutive failures of the user. */
  int fail(LoginGuard guard, Subject subject);

  /** The count of a browser that the user knows, in place of the address and the username. */
  record OfBrowser(Device device, Counted browser) implements LoginCounts {
    @Override
    public Counted client() {
      return browser;
    }

    @Override
    public void withdraw(LoginGuard guard) {
      guard.counters().withdraw(browser);
    }

    @Override
    public void succeed(LoginGuard guard) {
      LoginCounts.succeed(guard, browser);
    }

    @Override
    public int fail(LoginGuard guard, Subject subject) {
      return LoginCounts.fail(guard, subject, BlockKind.DEVICE, browser);
    }
  }

  /**
   * The counts of an unknown browser.
   *
   * @param username the count of the username, {@code null} while the username is unknown
   */
  record OfAddress(Counted address, @Nullable Counted username) implements LoginCounts {
    @Override
    public Counted client() {
      return address;
    }

    @Override
    public void withdraw(LoginGuard guard) {
      guard.counters().withdraw(username);
      guard.counters().withdraw(address);
    }

    /** A success never clears the failures of the address. */
    @Override
    public void succeed(LoginGuard guard) {
      if (!guard.settings().address().failures().none()) {
        defer(guard, address);
      }
      if (username != null) {
        LoginCounts.succeed(guard, username);
      }
    }

    @Override
    public int fail(LoginGuard guard, Subject subject) {
      try {
        return failUser(guard, subject);
      } finally {
        LoginCounts.fail(guard, subject, BlockKind.ADDRESS, address);
      }
    }

    private int failUser(LoginGuard guard, Subject subject) {
      if (username != null) {
        return LoginCounts.fail(guard, subject, BlockKind.USERNAME, username);
      }
      Key named = subject.usernameKey();
      // Only the application knew this username, so the attempt has no place to settle.
      return named == null
          ? 0
          : guard.counters().fail(named, guard.perUsername(), 0, 0).consecutive();
    }
  }

  private static void succeed(LoginGuard guard, Counted counted) {
    if (counted.status().alone()) {
      defer(guard, counted);
    } else {
      guard.counters().apply(counted.key(), counted.by(), Move.SUCCEED, counted.id(), 0);
    }
  }

  private static void defer(LoginGuard guard, Counted counted) {
    guard.successes().add(counted.key(), counted.id(), guard.counters().nanos());
  }

  private static int fail(LoginGuard guard, Subject subject, BlockKind kind, Counted counted) {
    int name = subject.usernameKey() == null ? 0 : subject.usernameKey().hashCode();
    AttemptStatus status = guard.counters().fail(counted.key(), counted.by(), counted.id(), name);
    guard.events().report(subject, kind, status);
    return status.consecutive();
  }
}

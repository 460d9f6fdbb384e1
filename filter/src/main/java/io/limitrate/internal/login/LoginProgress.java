package io.limitrate.internal.login;

import io.limitrate.Key;
import io.limitrate.challenge.ChallengeContext;
import io.limitrate.internal.login.LoginCounters.Counted;
import io.limitrate.internal.login.LoginCounts.OfAddress;
import io.limitrate.internal.login.LoginCounts.OfBrowser;
import io.limitrate.internal.login.LoginEvents.Subject;
import io.limitrate.internal.login.attempt.AttemptStatus;
import io.limitrate.internal.login.attempt.AttemptStatus.Rank;
import io.limitrate.internal.login.input.TokenSource;
import io.limitrate.login.Admission;
import io.limitrate.login.BlockKind;
import io.limitrate.login.Outcome;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The states of a {@link LoginAttempt} (state pattern). Each state is immutable, and has the step
 * that leads to the next state. A step throws {@link io.limitrate.StoreUnavailableException} when
 * neither the store nor this node can count.
 */
sealed interface LoginProgress {
  /** The admission of an attempt that nothing has rejected. */
  Admission ADMITTED = new Admission.Admitted();

  /** Returns the client and the user of the attempt. */
  Subject subject();

  /** Returns whether the attempt may go on. */
  default Admission admission() {
    return ADMITTED;
  }

  /**
   * Nothing is counted.
   *
   * @param device the browser that a valid cookie proves, or {@code null}
   */
  record Created(Subject subject, @Nullable Device device) implements LoginProgress {

    /** Counts the attempt for its browser if the browser is known, otherwise for its address. */
    LoginProgress arrive(LoginGuard guard) {
      return device == null ? ofAddress(guard, subject) : ofBrowser(guard, device);
    }

    private LoginProgress ofBrowser(LoginGuard guard, Device known) {
      Counted browser = guard.begin(guard.keys().device(known.id()), guard.perDevice());
      guard.events().report(subject, BlockKind.DEVICE, browser.status());
      return arrived(subject, new OfBrowser(known, browser), browser.status());
    }
  }

  /** The attempt is counted and has no outcome yet. */
  sealed interface Pending extends LoginProgress {
    /** Returns the counts to settle by the outcome. */
    LoginCounts counts();
  }

  /** The client may make an attempt. The user is not counted. */
  record Arrived(Subject subject, LoginCounts counts) implements Pending {

    /** Counts the attempt for its user, if the client may go on without or with its challenge. */
    LoginProgress identify(LoginGuard guard, @Nullable String name, TokenSource tokens) {
      LoginProgress own = named(guard, name).withoutStrangersBrowser(guard);
      return own instanceof Arrived arrived ? arrived.challenge(guard, tokens) : own;
    }

    private Arrived named(LoginGuard guard, @Nullable String name) {
      return new Arrived(subject.named(name, guard.keys()), counts);
    }

    /** Counts the attempt for its address if its browser is known for another user. */
    LoginProgress withoutStrangersBrowser(LoginGuard guard) {
      String name = subject.username();
      if (!(counts instanceof OfBrowser known)
          || (name != null && known.device().belongsTo(name))) {
        return this;
      }
      known.withdraw(guard);
      return ofAddress(guard, subject);
    }

    private LoginProgress challenge(LoginGuard guard, TokenSource tokens) {
      Challenger challenger = guard.challenger();
      ChallengeContext context = context(guard);
      if (challenger == null || !isChallenged() || challenger.solved(tokens, context)) {
        return new Admitted(subject, counts).countUser(guard);
      }
      guard.events().challenged(subject);
      Admission unsolved = new Admission.Challenged(challenger.ask(context));
      counts.withdraw(guard);
      return new Rejected(subject, unsolved);
    }

    /** An attempt without a username always needs a challenge. */
    private boolean isChallenged() {
      return subject.username() == null || counts.client().status().rank() == Rank.CHALLENGED;
    }

    private ChallengeContext context(LoginGuard guard) {
      Key name = subject.usernameKey();
      return new ChallengeContext(
          guard.settings().name(), name == null ? "" : name.text(), subject.client().text());
    }
  }

  /** The password may be checked. */
  record Admitted(Subject subject, LoginCounts counts) implements Pending {

    /** Names the user of an attempt whose request did not name one. */
    LoginProgress name(LoginGuard guard, String name) {
      return subject.username() == null
          ? new Admitted(subject.named(name, guard.keys()), counts).countUser(guard)
          : this;
    }

    private LoginProgress countUser(LoginGuard guard) {
      Key name = subject.usernameKey();
      if (name == null || !(counts instanceof OfAddress unknown)) {
        return this;
      }
      Counted user = guard.begin(name, guard.perUsername());
      guard.events().report(subject, BlockKind.USERNAME, user.status());
      if (user.status().counted()) {
        return new Admitted(subject, new OfAddress(unknown.address(), user));
      }
      counts.withdraw(guard);
      return blocked(subject, user.status());
    }
  }

  /** The attempt is rejected. No outcome follows. */
  record Rejected(Subject subject, Admission admission) implements LoginProgress {}

  /** The outcome is known. */
  record Concluded(Subject subject, LoginCounts counts, Outcome outcome) implements LoginProgress {

    /** Reports the outcome to the store. */
    void report(LoginGuard guard) {
      switch (outcome) {
        case SUCCESS -> counts.succeed(guard);
        case FAILURE, UNKNOWN -> guard.events().failed(subject, counts.fail(guard, subject));
        case ERROR -> counts.withdraw(guard);
      }
    }
  }

  private static LoginProgress ofAddress(LoginGuard guard, Subject subject) {
    Counted address = guard.begin(subject.client(), guard.perAddress());
    guard.events().report(subject, BlockKind.ADDRESS, address.status());
    return arrived(subject, new OfAddress(address, null), address.status());
  }

  private static LoginProgress arrived(Subject subject, LoginCounts counts, AttemptStatus status) {
    return status.counted() ? new Arrived(subject, counts) : blocked(subject, status);
  }

  private static LoginProgress blocked(Subject subject, AttemptStatus status) {
    return new Rejected(subject, new Admission.Blocked(Duration.ofNanos(status.waitNanos())));
  }
}

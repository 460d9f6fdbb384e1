package io.limitrate.internal.login;

import io.limitrate.Key;
import io.limitrate.internal.log.ListenerSet;
import io.limitrate.internal.log.ThrottledLogger;
import io.limitrate.internal.login.attempt.AttemptStatus;
import io.limitrate.login.BlockKind;
import io.limitrate.login.LoginEvent;
import io.limitrate.login.LoginListener;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Notifies listeners and writes the audit log. A line of the audit log contains a short prefix of a
 * keyed hash in place of a name or an address. Events that every attempt can cause have the level
 * DEBUG; the begin and the end of a block have INFO or above. Thread-safe.
 */
final class LoginEvents {
  private static final System.Logger AUDIT = System.getLogger("io.limitrate.login.audit");

  private final String login;
  private final ListenerSet<LoginListener> listeners;

  LoginEvents(String login, List<? extends LoginListener> listeners) {
    this.login = login;
    this.listeners =
        new ListenerSet<>(
            listeners, new ThrottledLogger(System.getLogger(LoginGuard.class.getName())));
  }

  void failed(Subject subject, int consecutive) {
    tell(
        new LoginEvent.LoginFailed(login, subject.address, subject.username, consecutive),
        subject,
        Level.DEBUG,
        "failed");
  }

  void challenged(Subject subject) {
    tell(
        new LoginEvent.ChallengeRequired(login, subject.address, subject.username),
        subject,
        Level.DEBUG,
        "challenged");
  }

  /** Reports a block or a suspicion that has just begun. */
  void report(Subject subject, BlockKind kind, AttemptStatus status) {
    if (status.began()) {
      Duration duration = Duration.ofNanos(status.waitNanos());
      LoginEvent event =
          new LoginEvent.Blocked(login, subject.address, subject.username, kind, duration);
      tell(event, subject, Level.INFO, "blocked " + kind + " for " + duration.toSeconds() + " s");
    }
    if (status.suspected()) {
      tell(
          new LoginEvent.StuffingSuspected(login, subject.address, subject.username),
          subject,
          Level.WARNING,
          "suspected of trying many names");
    }
  }

  void unblocked(Subject subject, BlockKind kind, String by) {
    tell(
        new LoginEvent.Unblocked(login, subject.address, subject.username, kind, by),
        subject,
        Level.INFO,
        "unblocked " + kind);
  }

  void availability(boolean available) {
    Level level = available ? Level.INFO : Level.ERROR;
    AUDIT.log(
        level,
        "login {0}: the challenge provider {1}",
        login,
        available ? "is available again" : "is unavailable");
    listeners.notifyEach(
        listener ->
            listener.happened(new LoginEvent.ChallengeAvailability(login, null, null, available)));
  }

  private void tell(LoginEvent event, Subject subject, Level level, String what) {
    AUDIT.log(
        level,
        "login {0}: {1}; address {2}, username {3}",
        login,
        what,
        hash(subject.addressKey),
        hash(subject.usernameKey));
    listeners.notifyEach(listener -> listener.happened(event));
  }

  private static String hash(@Nullable Key key) {
    return key == null ? "-" : key.toString();
  }

  /** The address and the user of an event. */
  record Subject(
      @Nullable String address,
      @Nullable String username,
      @Nullable Key addressKey,
      @Nullable Key usernameKey) {

    /** Returns the subject of an attempt from an address, whose user is not known yet. */
    static Subject of(@Nullable String address, LoginKeys keys) {
      return new Subject(address, null, keys.address(address), null);
    }

    /** Returns the key of the address, which each attempt has. */
    Key client() {
      return Objects.requireNonNull(addressKey);
    }

    /** Returns the subject with its username, unless it has one or the name is unknown. */
    Subject named(@Nullable String name, LoginKeys keys) {
      return name == null || username != null
          ? this
          : new Subject(address, name, addressKey, keys.username(name));
    }
  }
}

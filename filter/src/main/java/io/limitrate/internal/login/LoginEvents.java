package io.limitrate.internal.login;

import io.limitrate.Key;
import io.limitrate.internal.algorithm.AttemptStatus;
import io.limitrate.internal.log.ListenerSet;
import io.limitrate.internal.log.ThrottledLogger;
import io.limitrate.login.BlockKind;
import io.limitrate.login.LoginEvent;
import io.limitrate.login.LoginListener;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells listeners, and writes the audit log, whose lines have a short prefix of a keyed hash where
 * a name or an address would be: at level DEBUG what every attempt can bring about, at INFO and
 * above what begins and ends a block. Thread-safe.
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

  void failed(Who who, int consecutive) {
    tell(
        new LoginEvent.LoginFailed(login, who.address, who.username, consecutive),
        who,
        Level.DEBUG,
        "failed");
  }

  void challenged(Who who) {
    tell(
        new LoginEvent.ChallengeRequired(login, who.address, who.username),
        who,
        Level.DEBUG,
        "challenged");
  }

  /** Tells of a block and of a suspicion, where they began just now. */
  void heed(Who who, BlockKind kind, AttemptStatus status) {
    if (status.began()) {
      Duration duration = Duration.ofNanos(status.waitNanos());
      LoginEvent event = new LoginEvent.Blocked(login, who.address, who.username, kind, duration);
      tell(event, who, Level.INFO, "blocked " + kind + " for " + duration.toSeconds() + " s");
    }
    if (status.suspected()) {
      tell(
          new LoginEvent.StuffingSuspected(login, who.address, who.username),
          who,
          Level.WARNING,
          "suspected of trying many names");
    }
  }

  void unblocked(Who who, BlockKind kind, String by) {
    tell(
        new LoginEvent.Unblocked(login, who.address, who.username, kind, by),
        who,
        Level.INFO,
        "unblocked " + kind);
  }

  void availability(boolean available) {
    Level level = available ? Level.INFO : Level.ERROR;
    AUDIT.log(
        level,
        "login {0}: the challenge provider {1}",
        login,
        available ? "is there again" : "cannot be asked");
    listeners.notifyEach(
        listener ->
            listener.happened(new LoginEvent.ChallengeAvailability(login, null, null, available)));
  }

  private void tell(LoginEvent event, Who who, Level level, String what) {
    AUDIT.log(
        level,
        "login {0}: {1}; address {2}, username {3}",
        login,
        what,
        hash(who.addressKey),
        hash(who.usernameKey));
    listeners.notifyEach(listener -> listener.happened(event));
  }

  private static String hash(@Nullable Key key) {
    return key == null ? "-" : key.toString();
  }

  /** Whom an event is about. */
  record Who(
      @Nullable String address,
      @Nullable String username,
      @Nullable Key addressKey,
      @Nullable Key usernameKey) {}
}

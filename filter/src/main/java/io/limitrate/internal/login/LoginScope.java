package io.limitrate.internal.login;

import io.limitrate.internal.concurrent.ThreadSlot;
import io.limitrate.login.Admission;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The place of one password check in an admitted attempt. A request opens a scope when its attempt
 * is admitted, and an annotated method that checks a password opens a scope for the checks that it
 * calls. An attempt covers one password check in each scope: if a request checks several passwords,
 * as a batch does, each further check begins an attempt of its own.
 *
 * <p>The scope of an annotated method is current on its thread. The caller enters the scope before
 * the method and leaves it in a finally block on the same thread. Thread-safe.
 */
public final class LoginScope {
  private static final ThreadSlot<LoginScope> CURRENT = new ThreadSlot<>();

  private final LoginAttempt attempt;
  private final @Nullable LoginScope outer;
  private final AtomicBoolean claimed = new AtomicBoolean();

  /**
   * Creates a scope that no check has claimed.
   *
   * @param outer the scope that encloses this one
   */
  public LoginScope(LoginAttempt attempt, @Nullable LoginScope outer) {
    this.attempt = attempt;
    this.outer = outer;
  }

  /** Returns the innermost scope of this thread, or {@code null}. */
  public static @Nullable LoginScope current() {
    return CURRENT.value();
  }

  /** Makes this scope current on this thread. Returns the previous scope for {@link #leave}. */
  public @Nullable LoginScope enter() {
    return CURRENT.replace(this);
  }

  /** Restores the previous scope. */
  public static void leave(@Nullable LoginScope previous) {
    LoginScope unused = CURRENT.replace(previous);
  }

  /** Returns the attempt. */
  public LoginAttempt attempt() {
    return attempt;
  }

  /**
   * Returns the innermost scope at the login of this name: this scope, or one that encloses it.
   * Returns {@code null} when there is none.
   */
  public @Nullable LoginScope find(String login) {
    LoginScope found = this;
    while (found != null && !found.attempt.settings().name().equals(login)) {
      found = found.outer;
    }
    return found;
  }

  /**
   * Claims this scope for one password check.
   *
   * @param username the normalized username whose password is checked, {@code null} when it is
   *     unknown
   * @return whether the check may go on; {@code null} when the attempt has ended, is claimed by
   *     another check, or belongs to another user, so that the check needs an attempt of its own
   */
  public @Nullable Admission claim(@Nullable String username) {
    return attempt.covers(username) && claimed.compareAndSet(false, true)
        ? attempt.name(username)
        : null;
  }

  /**
   * Returns the same as {@link #claim}, but does not claim this scope: the code that checks the
   * password claims it later.
   */
  public @Nullable Admission admission(@Nullable String username) {
    return attempt.covers(username) ? attempt.name(username) : null;
  }
}

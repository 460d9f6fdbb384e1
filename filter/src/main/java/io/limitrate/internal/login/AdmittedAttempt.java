package io.limitrate.internal.login;

import io.limitrate.login.Admission;
import io.limitrate.login.LoginSettings;
import io.limitrate.login.Outcome;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An admitted attempt, as the code that checks the password sees it. An admitted attempt covers one
 * password check. If one request checks several passwords, as a batch does, each further check
 * begins an attempt of its own.
 *
 * <p>Thread-safe.
 */
public final class AdmittedAttempt {
  private final LoginSettings settings;
  private final LoginAttempt attempt;
  private final Consumer<LoginAttempt> onSuccess;
  private final @Nullable AdmittedAttempt outer;
  private final AtomicBoolean claimed = new AtomicBoolean();

  /**
   * Creates an admitted attempt.
   *
   * @param onSuccess sets the device cookie after a success, if the response can still be changed
   * @param outer the attempt that encloses this one
   */
  public AdmittedAttempt(
      LoginSettings settings,
      LoginAttempt attempt,
      Consumer<LoginAttempt> onSuccess,
      @Nullable AdmittedAttempt outer) {
    this.settings = settings;
    this.attempt = attempt;
    this.onSuccess = onSuccess;
    this.outer = outer;
  }

  /**
   * Returns the innermost attempt at the login of this name: this attempt, or one that encloses it.
   * Returns {@code null} when there is none.
   */
  public @Nullable AdmittedAttempt find(String login) {
    AdmittedAttempt found = this;
    while (found != null && !found.settings.name().equals(login)) {
      found = found.outer;
    }
    return found;
  }

  /**
   * Claims this attempt for one password check.
   *
   * @param username the normalized username whose password is checked, {@code null} when it is
   *     unknown
   * @return whether the check may go on; {@code null} when this attempt has ended, is claimed by
   *     another check, or belongs to another user, so that the check needs an attempt of its own
   */
  public @Nullable Admission claim(@Nullable String username) {
    return isFor(username) && claimed.compareAndSet(false, true)
        ? attempt.nameUnnamed(username)
        : null;
  }

  private boolean isFor(@Nullable String username) {
    return !attempt.concluded() && attempt.canBeAbout(username);
  }

  /**
   * Returns the same as {@link #claim}, but does not claim this attempt: the code that checks the
   * password claims it later.
   */
  public @Nullable Admission admission(@Nullable String username) {
    return isFor(username) ? attempt.nameUnnamed(username) : null;
  }

  /**
   * Returns an unclaimed view of this attempt, so that a check inside a claiming check can claim
   * it.
   */
  public AdmittedAttempt forNestedCheck(@Nullable AdmittedAttempt around) {
    return new AdmittedAttempt(settings, attempt, onSuccess, around);
  }

  /**
   * Concludes the attempt. Only the first conclusion counts.
   *
   * @param username the username in any spelling, if it was unknown before
   * @return whether this call was the first conclusion
   */
  public boolean conclude(Outcome outcome, @Nullable String username) {
    return conclude(new ObservedOutcome(outcome), username);
  }

  /**
   * Does the same as {@link #conclude(Outcome, String)}, and logs a warning of an unknown outcome.
   */
  public boolean conclude(ObservedOutcome result, @Nullable String username) {
    Outcome outcome = result.outcome();
    String name = username == null ? null : settings.normalizer().normalize(username);
    boolean first = attempt.conclude(outcome, name);
    if (first && outcome == Outcome.SUCCESS) {
      onSuccess.accept(attempt);
    } else if (first && outcome == Outcome.UNKNOWN) {
      attempt.guard().warnings().unknownOutcome(result.seen());
    }
    return first;
  }

  /**
   * Returns whether the attempt is about this user or about an unknown one. The username may have
   * any spelling.
   */
  public boolean canBeAbout(String username) {
    String name = settings.normalizer().normalize(username);
    return name != null && attempt.canBeAbout(name);
  }

  /** Returns whether the attempt has an outcome. */
  public boolean concluded() {
    return attempt.concluded();
  }

  /** Returns the settings of the login. */
  public LoginSettings settings() {
    return settings;
  }
}

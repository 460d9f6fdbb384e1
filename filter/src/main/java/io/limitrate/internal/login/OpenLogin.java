package io.limitrate.internal.login;

import io.limitrate.login.Admission;
import io.limitrate.login.LoginSettings;
import io.limitrate.login.Outcome;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An attempt that was let in, as those see it who check its password. It is good for one check: who
 * checks several in one request, as a batch may ask for, begins an attempt for each of the others.
 *
 * <p>Thread-safe.
 */
public final class OpenLogin {
  private final LoginSettings settings;
  private final LoginAttempt attempt;
  private final Consumer<LoginAttempt> answer;
  private final @Nullable OpenLogin outer;
  private final AtomicBoolean taken = new AtomicBoolean();

  /**
   * An attempt that may go on.
   *
   * @param answer gives the browser its cookie after a success, if the response can still be
   *     changed
   * @param outer the attempt within which this one is made
   */
  public OpenLogin(
      LoginSettings settings,
      LoginAttempt attempt,
      Consumer<LoginAttempt> answer,
      @Nullable OpenLogin outer) {
    this.settings = settings;
    this.attempt = attempt;
    this.answer = answer;
    this.outer = outer;
  }

  /** The innermost attempt at the login of that name: this one, or one around it. */
  public @Nullable OpenLogin find(String login) {
    OpenLogin found = this;
    while (found != null && !found.settings.name().equals(login)) {
      found = found.outer;
    }
    return found;
  }

  /**
   * Takes this attempt for one check of a password.
   *
   * @param username whose password it is in its one spelling, {@code null} where that is not known
   * @return whether the check may be made; {@code null} where this attempt is over, or for another
   *     check, or about somebody else, so that the check is an attempt of its own
   */
  public @Nullable Admission take(@Nullable String username) {
    return isFor(username) && taken.compareAndSet(false, true)
        ? attempt.nameUnnamed(username)
        : null;
  }

  private boolean isFor(@Nullable String username) {
    return !attempt.concluded() && attempt.canBeAbout(username);
  }

  /** The same, but leaves the attempt to whoever will make the check. */
  public @Nullable Admission leave(@Nullable String username) {
    return isFor(username) ? attempt.nameUnnamed(username) : null;
  }

  /** This attempt for a check that has taken it, and that may leave it to one within. */
  public OpenLogin inner(@Nullable OpenLogin around) {
    return new OpenLogin(settings, attempt, answer, around);
  }

  /**
   * Says what came of the attempt; the first to say so is believed.
   *
   * @param username who it was about in whichever spelling, where that was not known before
   * @return whether this was the first
   */
  public boolean conclude(Outcome outcome, @Nullable String username) {
    return conclude(new Ending(outcome), username);
  }

  /** The same as {@link #conclude(Outcome, String)}, and warns of an unknown outcome. */
  public boolean conclude(Ending ending, @Nullable String username) {
    Outcome outcome = ending.outcome();
    String name = username == null ? null : settings.normalizer().normalize(username);
    boolean first = attempt.conclude(outcome, name);
    if (first && outcome == Outcome.SUCCESS) {
      answer.accept(attempt);
    } else if (first && outcome == Outcome.UNKNOWN) {
      attempt.guard().warnings().unknownOutcome(ending.seen());
    }
    return first;
  }

  /** Whether it is about this user, in whichever spelling, as far as is known. */
  public boolean canBeAbout(String username) {
    String name = settings.normalizer().normalize(username);
    return name != null && attempt.canBeAbout(name);
  }

  /** Whether somebody has said what came of it. */
  public boolean concluded() {
    return attempt.concluded();
  }

  /** How the login is protected. */
  public LoginSettings settings() {
    return settings;
  }
}

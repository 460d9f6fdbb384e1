package io.limitrate.internal.login;

import io.limitrate.StoreUnavailableException;
import io.limitrate.internal.login.LoginCounts.OfBrowser;
import io.limitrate.internal.login.LoginEvents.Subject;
import io.limitrate.internal.login.LoginProgress.Admitted;
import io.limitrate.internal.login.LoginProgress.Arrived;
import io.limitrate.internal.login.LoginProgress.Concluded;
import io.limitrate.internal.login.LoginProgress.Created;
import io.limitrate.internal.login.LoginProgress.Pending;
import io.limitrate.internal.login.LoginProgress.Rejected;
import io.limitrate.internal.login.input.SubmittedLogin;
import io.limitrate.internal.login.input.SubmittedUsername;
import io.limitrate.internal.login.input.TokenSource;
import io.limitrate.login.Admission;
import io.limitrate.login.LoginSettings;
import io.limitrate.login.Outcome;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to log in, from its arrival to its outcome. The servlet filter, JAX-RS, annotated
 * methods and code that checks a password before the filter translate between their framework and
 * this class.
 *
 * <p>A new attempt is not counted. Its {@linkplain #arrive arrival} counts it for its browser or
 * address, and its {@linkplain #identify identification} for its user. Each of the two may reject
 * it. An attempt that is not rejected is {@linkplain #conclude concluded} once.
 *
 * <p>One thread leads the attempt to its admission; any thread may conclude it. No method throws
 * because of a store.
 */
public final class LoginAttempt {
  private static final Duration SOON = Duration.ofSeconds(1);

  private final LoginGuard guard;
  private final @Nullable LoginCall call;
  private volatile LoginProgress progress;

  /**
   * Creates an attempt.
   *
   * @param call receives the device cookie after a success; {@code null} for none
   */
  LoginAttempt(
      LoginGuard guard,
      @Nullable LoginCall call,
      @Nullable String address,
      @Nullable Device device) {
    this.guard = guard;
    this.call = call;
    this.progress = new Created(Subject.of(address, guard.keys()), device);
  }

  /**
   * Leads the attempt from its arrival to the password check. The request of a blocked client is
   * not read.
   *
   * @throws IOException when the client disconnects; the attempt counts as a failure
   */
  public Admission admit(SubmittedLogin.Reader request) throws IOException {
    if (!(arrive() instanceof Admission.Admitted)) {
      return admission();
    }
    SubmittedLogin submitted;
    try {
      submitted = request.read();
    } catch (IOException | RuntimeException e) {
      malformed();
      throw e;
    }
    return admit(submitted);
  }

  /** Does the same as {@link #admit(SubmittedLogin.Reader)} with a request that was read. */
  public Admission admit(SubmittedLogin submitted) {
    if (!(arrive() instanceof Admission.Admitted)) {
      return admission();
    }
    SubmittedUsername username = submitted.username();
    if (username instanceof SubmittedUsername.Malformed malformed) {
      malformed();
      guard.warnings().malformed(malformed.status(), malformed.detail());
      return new Admission.Malformed(malformed.status(), malformed.detail());
    }
    if (username instanceof SubmittedUsername.Missing missing) {
      guard.warnings().unnamed(missing.reason());
    }
    return identify(username.name(), submitted.tokens());
  }

  /**
   * Counts the attempt for its browser if the browser is known, otherwise for its address. Returns
   * whether the attempt may go on. Further calls count nothing.
   */
  public Admission arrive() {
    if (progress instanceof Created created) {
      advance(created, () -> created.arrive(guard));
    }
    return admission();
  }

  /**
   * Names the user of the attempt, and returns whether the attempt may go on to the password check.
   * The caller must then conclude the attempt.
   *
   * @param name the normalized username, or {@code null} when there is none: then the attempt needs
   *     a solved challenge
   */
  public Admission identify(@Nullable String name, TokenSource tokens) {
    arrive();
    if (progress instanceof Arrived arrived) {
      advance(arrived, () -> arrived.identify(guard, name, tokens));
    }
    return admission();
  }

  /**
   * Names the user of an attempt for which {@link #identify} got no name. The challenge is already
   * solved then.
   */
  Admission name(@Nullable String name) {
    if (name != null && progress instanceof Admitted admitted) {
      advance(admitted, () -> admitted.name(guard, name));
    }
    return admission();
  }

  /** Concludes a malformed request as a failure of its address, because no user is known. */
  public void malformed() {
    arrive();
    if (progress instanceof Arrived arrived) {
      advance(arrived, () -> arrived.withoutStrangersBrowser(guard));
    }
    conclude(Outcome.FAILURE, null);
  }

  private Admission admission() {
    return progress.admission();
  }

  /** Replaces the state. A store that cannot count rejects the attempt. */
  private void advance(LoginProgress from, Supplier<LoginProgress> step) {
    LoginProgress next;
    try {
      next = step.get();
    } catch (StoreUnavailableException e) {
      next = new Rejected(from.subject(), new Admission.Uncounted(SOON));
    }
    replace(from, next);
  }

  /** Does nothing if another thread has concluded the attempt. */
  private synchronized void replace(LoginProgress from, LoginProgress next) {
    if (progress == from) {
      progress = next;
    }
  }

  /** Concludes the attempt by an outcome that the application or the container reports. */
  public boolean conclude(Outcome outcome, @Nullable String username) {
    return conclude(new ObservedOutcome(outcome), username);
  }

  /**
   * Concludes the attempt. Only the first conclusion counts. Logs a warning of an unknown outcome.
   *
   * @param username the username in any spelling, if it was unknown before
   * @return whether this call was the first conclusion
   */
  public boolean conclude(ObservedOutcome result, @Nullable String username) {
    String name = username == null ? null : settings().normalizer().normalize(username);
    Concluded end = end(result.outcome(), name);
    if (end == null) {
      return false;
    }
    report(end);
    if (result.outcome() == Outcome.SUCCESS && call != null) {
      call.remember(this);
    } else if (result.outcome() == Outcome.UNKNOWN) {
      guard.warnings().unknownOutcome(result.seen());
    }
    return true;
  }

  /** Returns the end of the attempt; {@code null} if the attempt has ended before. */
  private synchronized @Nullable Concluded end(Outcome outcome, @Nullable String name) {
    if (!(progress instanceof Pending pending)) {
      return null;
    }
    Subject subject = pending.subject().named(name, guard.keys());
    Concluded end = new Concluded(subject, pending.counts(), outcome);
    progress = end;
    return end;
  }

  private void report(Concluded end) {
    try {
      end.report(guard);
    } catch (StoreUnavailableException e) {
      // The attempt keeps its place for a minute.
    }
  }

  /** Returns whether the attempt has an outcome, or is rejected and will never have one. */
  public boolean concluded() {
    LoginProgress now = progress;
    return now instanceof Concluded || now instanceof Rejected;
  }

  /**
   * Returns whether a check of this user's password may belong to this attempt: the attempt has no
   * outcome, and is about the same user or about an unknown one.
   *
   * @param name the normalized username, {@code null} when it is unknown
   */
  public boolean covers(@Nullable String name) {
    String username = progress.subject().username();
    return !concluded() && (username == null || name == null || username.equals(name));
  }

  /**
   * Returns the device cookie after a success. Returns {@code null} when the browser has a valid
   * cookie, or the login uses no device cookies.
   *
   * @param contextPath the context path of the application; empty for the root
   */
  public @Nullable SetCookie deviceCookie(String contextPath) {
    if (!(progress instanceof Concluded end) || end.outcome() != Outcome.SUCCESS) {
      return null;
    }
    Device known = end.counts() instanceof OfBrowser browser ? browser.device() : null;
    String name = end.subject().username();
    return name == null ? null : guard.deviceCookie(name, known, contextPath);
  }

  /** Returns the settings of the login. */
  public LoginSettings settings() {
    return guard.settings();
  }

  /** Returns the guard that counts the attempt. */
  public LoginGuard guard() {
    return guard;
  }
}

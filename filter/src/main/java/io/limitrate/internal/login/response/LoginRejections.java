package io.limitrate.internal.login.response;

import io.limitrate.challenge.Challenge;
import io.limitrate.config.ResponseSettings;
import io.limitrate.internal.response.Accept;
import io.limitrate.internal.response.HtmlPage;
import io.limitrate.internal.response.Problem;
import io.limitrate.internal.response.ProblemAnswer;
import io.limitrate.internal.response.Rejection;
import io.limitrate.login.Admission;
import org.jspecify.annotations.Nullable;

/**
 * Creates the responses to rejected login attempts. They do not reveal whether an address, a
 * username or a browser is blocked, or whether the username exists.
 *
 * <p>Immutable and thread-safe.
 */
public final class LoginRejections {
  private final ResponseSettings settings;

  /** Creates responses by these settings. */
  public LoginRejections(ResponseSettings settings) {
    this.settings = settings;
  }

  /**
   * Returns the response to a rejected attempt.
   *
   * @param accept the request's Accept header
   * @param page the application's page for a challenge, {@code null} for the built-in one
   * @param assets the path of the widget's files, such as {@code /shop/.limitrate/}
   * @throws IllegalArgumentException when the attempt is admitted
   */
  public Rejection of(
      Admission admission, @Nullable String accept, @Nullable String page, String assets) {
    if (admission instanceof Admission.Challenged challenged) {
      return challenged(challenged.challenge(), accept, page, assets);
    }
    if (admission instanceof Admission.Malformed malformed) {
      return malformed(malformed.status(), malformed.detail(), accept);
    }
    if (admission instanceof Admission.Uncounted uncounted) {
      return uncounted(uncounted, accept);
    }
    if (admission instanceof Admission.Blocked blocked) {
      return blocked(blocked, accept);
    }
    throw new IllegalArgumentException(admission + ": is not a rejection");
  }

  /** Returns the response to an attempt beyond a limit: 429 (RFC 6585). */
  private Rejection blocked(Admission.Blocked blocked, @Nullable String accept) {
    return answer(Problem.tooManyAttempts(blocked.delay().toNanos()), accept);
  }

  /** Returns the response while no store can count: 503. */
  private Rejection uncounted(Admission.Uncounted uncounted, @Nullable String accept) {
    return answer(Problem.reducedCapacity(uncounted.delay().toNanos()), accept);
  }

  /** Returns the response to a malformed request: 400, 413 or 415. */
  private Rejection malformed(int status, String detail, @Nullable String accept) {
    return answer(Problem.malformed(status, detail), accept);
  }

  /**
   * Returns the response to an attempt that needs a solved challenge: 403. The status 401 would
   * blame the password, and 429 the number of attempts.
   */
  private Rejection challenged(
      Challenge challenge, @Nullable String accept, @Nullable String page, String assets) {
    return new Rejection(403, ProblemAnswer.headers(0), body(challenge, accept, page, assets));
  }

  private Rejection.Body body(
      Challenge challenge, @Nullable String accept, @Nullable String page, String assets) {
    if (!Accept.prefersHtml(accept)) {
      return new Rejection.Content(Problem.MEDIA_TYPE, ChallengeText.problem(challenge));
    }
    return page != null
        ? new Rejection.Page(page)
        : new Rejection.Content(HtmlPage.MEDIA_TYPE, ChallengePage.of(challenge, assets));
  }

  private Rejection answer(Problem problem, @Nullable String accept) {
    return ProblemAnswer.of(
        problem,
        settings,
        accept,
        () -> new Rejection.Content(HtmlPage.MEDIA_TYPE, HtmlPage.ofLogin(problem)));
  }
}

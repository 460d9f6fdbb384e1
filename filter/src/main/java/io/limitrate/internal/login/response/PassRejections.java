package io.limitrate.internal.login.response;

import io.limitrate.challenge.Challenge;
import io.limitrate.internal.response.Accept;
import io.limitrate.internal.response.HtmlPage;
import io.limitrate.internal.response.Problem;
import io.limitrate.internal.response.ProblemAnswer;
import io.limitrate.internal.response.Rejection;
import org.jspecify.annotations.Nullable;

/** Creates the responses to denied callers that may solve a challenge. */
public final class PassRejections {
  private static final int FORBIDDEN = 403;

  private PassRejections() {}

  /**
   * Returns the response with a challenge.
   *
   * @param accept the request's Accept header
   * @param assets the path of the widget's files, such as {@code /shop/.limitrate/}
   * @param pass the path that exchanges a token for a pass
   */
  public static Rejection asking(
      Challenge challenge, @Nullable String accept, String assets, String pass) {
    Rejection.Body body =
        Accept.prefersHtml(accept)
            ? new Rejection.Content(HtmlPage.MEDIA_TYPE, ChallengePage.ofDenied(challenge, assets))
            : new Rejection.Content(Problem.MEDIA_TYPE, ChallengeText.denied(challenge, pass));
    return new Rejection(FORBIDDEN, ProblemAnswer.headers(0), body);
  }

  /** Returns the response to a token that is missing, wrong, expired or used. */
  public static Rejection refused() {
    return new Rejection(
        FORBIDDEN,
        ProblemAnswer.headers(0),
        new Rejection.Content(Problem.MEDIA_TYPE, Problem.unsolved().json()));
  }
}

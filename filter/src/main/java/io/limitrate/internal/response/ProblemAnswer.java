package io.limitrate.internal.response;

import io.limitrate.config.ResponseSettings;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Turns a problem into an answer of the configured form. */
public final class ProblemAnswer {
  private ProblemAnswer() {}

  /**
   * Returns the answer.
   *
   * @param accept the request's Accept header
   * @param page makes the page that a browser gets instead of JSON
   */
  public static Rejection of(
      Problem problem,
      ResponseSettings settings,
      @Nullable String accept,
      Supplier<Rejection.Body> page) {
    Rejection.Body body =
        switch (settings.body()) {
          case EMPTY -> new Rejection.Empty();
          case ERROR_PAGE -> new Rejection.ErrorPage();
          case PROBLEM ->
              Accept.prefersHtml(accept)
                  ? page.get()
                  : new Rejection.Content(Problem.MEDIA_TYPE, problem.json());
        };
    return new Rejection(problem.status(), headers(problem.waitSeconds()), body);
  }

  /**
   * Returns the headers of an answer.
   *
   * @param waitSeconds the value of Retry-After; 0 leaves the header out, because no wait helps
   */
  public static Map<String, String> headers(long waitSeconds) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Cache-Control", "no-store");
    if (waitSeconds > 0) {
      headers.put(RateLimitHeaders.RETRY_AFTER, NumberText.of(waitSeconds));
    }
    return headers;
  }
}

package io.limitrate.config;

import io.limitrate.internal.path.ApplicationPath;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Holds the settings of responses: headers, bodies and pages.
 *
 * @param dialects the header dialects of limited responses; the set may be empty
 * @param body the body of a rejection
 * @param htmlPage the path within the application to which the filter forwards a rejected browser;
 *     empty for the built-in page
 */
public record ResponseSettings(Set<Dialect> dialects, Body body, Optional<String> htmlPage) {
  /** X-RateLimit headers, and a problem+json body or a small HTML page for browsers. */
  public static final ResponseSettings DEFAULT =
      new ResponseSettings(EnumSet.of(Dialect.X_RATELIMIT), Body.PROBLEM, Optional.empty());

  /**
   * Copies the set, and checks the settings.
   *
   * @throws IllegalArgumentException when both forms of X-RateLimit are given, or a page that the
   *     path or the body rules out
   */
  public ResponseSettings {
    dialects = Set.copyOf(dialects);
    if (dialects.containsAll(Set.of(Dialect.X_RATELIMIT, Dialect.X_RATELIMIT_DELTA))) {
      throw new IllegalArgumentException("must not have both x-ratelimit and x-ratelimit-delta");
    }
    if (htmlPage.isPresent() && body != Body.PROBLEM) {
      throw new IllegalArgumentException("htmlPage needs the body problem");
    }
    htmlPage.ifPresent(ApplicationPath::checkPage);
  }

  /** The families of response headers. */
  public enum Dialect {
    /** X-RateLimit-Limit, -Remaining and -Reset, with -Reset in Unix time. */
    X_RATELIMIT,
    /** X-RateLimit-Limit, -Remaining and -Reset, with -Reset in seconds from now. */
    X_RATELIMIT_DELTA,
    /** RateLimit-Policy and RateLimit of draft-ietf-httpapi-ratelimit-headers-11. */
    IETF
  }

  /** The kinds of body that a rejection can have. */
  public enum Body {
    /** problem+json (RFC 9457), or an HTML page for a browser. */
    PROBLEM,
    /** The application's error page for the status, by {@code sendError}. */
    ERROR_PAGE,
    /** No body: headers and status only. */
    EMPTY
  }
}

package io.limitrate.config;

import io.limitrate.ApplicationPath;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * What clients are told.
 *
 * @param dialects the header dialects written on limited responses; none is allowed
 * @param body how a rejection looks
 * @param htmlPage a path within the application that is forwarded to for a rejected browser; empty
 *     for the built-in page
 */
public record ResponseSettings(Set<Dialect> dialects, Body body, Optional<String> htmlPage) {
  /** X-RateLimit headers, and problem+json or a small page for browsers. */
  public static final ResponseSettings DEFAULT =
      new ResponseSettings(EnumSet.of(Dialect.X_RATELIMIT), Body.PROBLEM, Optional.empty());

  /** Copies the set, and checks the page. */
  public ResponseSettings {
    dialects = Set.copyOf(dialects);
    htmlPage.ifPresent(ApplicationPath::checkPage);
  }

  /** The families of response headers. */
  public enum Dialect {
    /** X-RateLimit-Limit, -Remaining and -Reset in Unix time. */
    X_RATELIMIT,
    /** The same with -Reset in seconds from now. */
    X_RATELIMIT_DELTA,
    /** RateLimit-Policy and RateLimit of draft-ietf-httpapi-ratelimit-headers-11. */
    IETF
  }

  /** How a rejection looks. */
  public enum Body {
    /** problem+json (RFC 9457), or a page for a browser. */
    PROBLEM,
    /** The application's own error page for the status, by {@code sendError}. */
    ERROR_PAGE,
    /** Headers and status only. */
    EMPTY
  }
}

package io.limitrate.internal.response;

import java.util.Map;

/**
 * The answer to a rejected request. Immutable.
 *
 * @param status 429; 503 if the client is not at fault; 400, 411, 413, 415 or another 4xx if the
 *     request cannot be read; 403 if a login needs a solved challenge
 * @param headers Cache-Control, and Retry-After unless no wait helps; {@link RateLimitHeaders}
 *     writes the rate limit headers
 */
public record Rejection(int status, Map<String, String> headers, Body body) {

  /** Copies the headers. */
  public Rejection {
    headers = Map.copyOf(headers);
  }

  /** The body of the answer. */
  public sealed interface Body {}

  /**
   * A text that is sent as UTF-8.
   *
   * @param type the value of Content-Type
   */
  public record Content(String type, String text) implements Body {

    /**
     * Writes headers that protect the content in browsers, beside the headers of the application.
     *
     * @param set sets a header
     * @param add adds a header line: a browser enforces each Content-Security-Policy line
     */
    public void protect(HeaderSink set, HeaderSink add) {
      set.set("X-Content-Type-Options", "nosniff");
      if (type.equals(HtmlPage.MEDIA_TYPE)) {
        add.set("Content-Security-Policy", "frame-ancestors 'self'");
      }
    }
  }

  /** An empty body. */
  public record Empty() implements Body {}

  /** The application's error page for the status. */
  public record ErrorPage() implements Body {}

  /** A page of the application at this path within it. */
  public record Page(String path) implements Body {}
}

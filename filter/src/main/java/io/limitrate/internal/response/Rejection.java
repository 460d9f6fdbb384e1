package io.limitrate.internal.response;

import java.util.Map;

/**
 * The answer to a rejected request. Immutable.
 *
 * @param status 429, or 503 where it is not the client's fault
 * @param headers beside those of {@link RateLimitHeaders}: Retry-After, unless no wait would help,
 *     and Cache-Control
 */
public record Rejection(int status, Map<String, String> headers, Body body) {

  /** Copies the headers. */
  public Rejection {
    headers = Map.copyOf(headers);
  }

  /** What comes with the status. */
  public sealed interface Body {}

  /**
   * A text, to be sent as UTF-8.
   *
   * @param type the value of Content-Type
   */
  public record Content(String type, String text) implements Body {

    /**
     * Tells browsers how to protect the content, whatever the application tells them.
     *
     * @param set sets a header
     * @param add adds a line to a header: of several policies each holds
     */
    public void protect(HeaderSink set, HeaderSink add) {
      set.set("X-Content-Type-Options", "nosniff");
      if (type.equals(HtmlPage.MEDIA_TYPE)) {
        add.set("Content-Security-Policy", "frame-ancestors 'self'");
      }
    }
  }

  /** Nothing. */
  public record Empty() implements Body {}

  /** The application's error page for the status. */
  public record ErrorPage() implements Body {}

  /** A page of the application at this path within it. */
  public record Page(String path) implements Body {}
}

package io.limitrate.internal.response;

/**
 * Writes the HTML page for a rejected browser. The page loads nothing, and has no scripts and
 * styles that a Content-Security-Policy would block. Texts are escaped.
 */
public final class HtmlPage {
  public static final String MEDIA_TYPE = "text/html;charset=utf-8";

  private HtmlPage() {}

  static String of(Problem problem) {
    if (problem.status() != 429 && problem.status() != 503) {
      return ofLogin(problem);
    }
    boolean busy = problem.status() == 503;
    String title = busy ? "Service busy" : "Too many requests";
    String text =
        busy
            ? "The service cannot take your request right now."
            : "You have sent more requests than this service allows.";
    return page(title, text, advice(problem.waitSeconds()));
  }

  /** Returns the page for a rejected login, and for a request that cannot be read. */
  public static String ofLogin(Problem problem) {
    String advice = problem.waitSeconds() == 0 ? "" : advice(problem.waitSeconds());
    return page(problem.title(), problem.detail(), advice);
  }

  private static String page(String title, String text, String advice) {
    return document(escaped(title), "", "<p>" + escaped(text) + "</p>\n<p>" + advice + "</p>\n");
  }

  /**
   * Returns a whole document. The arguments are HTML.
   *
   * @param title the title and the heading
   * @param head further lines for the head
   * @param main the lines below the heading
   */
  public static String document(String title, String head, String main) {
    return """
    <!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <title>%1$s</title>
    %2$s</head>
    <body>
    <main>
    <h1>%1$s</h1>
    %3$s</main>
    </body>
    </html>
    """
        .formatted(title, head, main);
  }

  /** Escapes a text for HTML and its attributes; the result is ASCII. */
  public static String escaped(String text) {
    StringBuilder html = new StringBuilder(text.length() + 16);
    text.codePoints().forEach(c -> escape(c, html));
    return html.toString();
  }

  private static void escape(int c, StringBuilder html) {
    switch (c) {
      case '&' -> html.append("&amp;");
      case '<' -> html.append("&lt;");
      case '>' -> html.append("&gt;");
      case '"' -> html.append("&quot;");
      default -> {
        if (c <= '~') {
          html.append((char) c);
        } else {
          html.append("&#").append(c).append(';');
        }
      }
    }
  }

  private static String advice(long waitSeconds) {
    return waitSeconds == 0
        ? "This request is larger than what is allowed at once, so waiting will not help."
        : "Please wait <strong>" + Seconds.inWords(waitSeconds) + "</strong> and try again.";
  }
}

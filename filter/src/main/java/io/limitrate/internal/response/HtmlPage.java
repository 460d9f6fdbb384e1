package io.limitrate.internal.response;

/** The page for a rejected browser: self-contained, and without anything that a CSP would block. */
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

  /** The page for a rejected login, and for a request that cannot be read. */
  public static String ofLogin(Problem problem) {
    String advice = problem.waitSeconds() == 0 ? "" : advice(problem.waitSeconds());
    return page(problem.title(), problem.detail(), advice);
  }

  private static String page(String title, String text, String advice) {
    return document(title, "", "<p>" + text + "</p>\n<p>" + advice + "</p>\n");
  }

  /**
   * A whole document.
   *
   * @param head more lines for its head
   * @param main lines below its heading, which is the title
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

  private static String advice(long waitSeconds) {
    return waitSeconds == 0
        ? "This request is larger than what is allowed at once, so waiting will not help."
        : "Please wait <strong>" + Seconds.inWords(waitSeconds) + "</strong> and try again.";
  }
}

package io.limitrate.internal.login.response;

import io.limitrate.challenge.Challenge;
import io.limitrate.internal.login.challenge.ChallengeAssets;
import io.limitrate.internal.response.HtmlPage;

/**
 * The page for a browser that must solve a challenge. The page of a login does not contain the
 * password: it stores the solved challenge in a cookie, and the user returns to the application's
 * form.
 */
final class ChallengePage {
  private static final String ALTCHA = "altcha";
  private static final String TITLE = "One more step";
  private static final String OTHERS =
      "<p>This login needs a challenge. Please go back to the login page and try again.</p>\n";

  private static final String WIDGET =
      """
      <p>There were several attempts to log in. Please confirm that you are not a program, then go back and log in.</p>
      <altcha-widget data-limitrate="cookie" challenge="%s"></altcha-widget>
      <p role="status" data-limitrate="done" hidden>Thank you. You can go back and log in now.</p>
      <p><button type="button" data-limitrate="back" disabled>Back to the login</button></p>
      <noscript><p>This needs JavaScript.</p></noscript>
      """;

  private static final String DENIED =
      """
      <p>Please confirm that you are not a program. Then the page that you asked for loads.</p>
      <altcha-widget data-limitrate="pass" challenge="%s"></altcha-widget>
      <p role="alert" data-limitrate="failed" hidden>That did not work. Please load the page again.</p>
      <noscript><p>This needs JavaScript.</p></noscript>
      """;

  private ChallengePage() {}

  static String of(Challenge challenge, String assets) {
    boolean ours = challenge.provider().equals(ALTCHA) && challenge.data() != null;
    return ours ? page(challenge, assets, WIDGET) : HtmlPage.document(TITLE, "", OTHERS);
  }

  /** Returns the page for a denied caller, which exchanges the solved challenge for a pass. */
  static String ofDenied(Challenge challenge, String assets) {
    return page(challenge, assets, DENIED);
  }

  private static String page(Challenge challenge, String assets, String main) {
    String data = HtmlPage.escaped(String.valueOf(challenge.data()));
    return HtmlPage.document(TITLE, head(HtmlPage.escaped(assets)), main.formatted(data));
  }

  private static String head(String assets) {
    return """
    <link rel="stylesheet" href="%1$s%2$s">
    <script type="module" src="%1$s%3$s"></script>
    """
        .formatted(assets, ChallengeAssets.STYLE, ChallengeAssets.SCRIPT);
  }
}

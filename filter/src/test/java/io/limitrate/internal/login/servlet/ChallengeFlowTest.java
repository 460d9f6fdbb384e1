package io.limitrate.internal.login.servlet;

import static io.limitrate.servlet.LoginApp.RIGHT;
import static io.limitrate.servlet.LoginApp.address;
import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.login.LoginSettings;
import io.limitrate.servlet.LoginApp;
import io.limitrate.servlet.WebApp;
import java.net.http.HttpResponse;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The challenge as a browser shows it. */
class ChallengeFlowTest {
  private static final String HERE = address(0);
  private static final String[] BROWSER = {"Accept", "text/html,application/xhtml+xml,*/*;q=0.8"};

  private final LoginApp login = new LoginApp();

  @AfterEach
  void close() {
    login.close();
  }

  private HttpResponse<String> challenged() {
    login.provoke(HERE, "alice");
    HttpResponse<String> page = login.login(HERE, "alice", RIGHT, BROWSER);
    assertThat(page.statusCode()).isEqualTo(403);
    return page;
  }

  @Test
  void aBrowserGetsAPageWithTheWidget() throws Exception {
    login.start();

    HttpResponse<String> page = challenged();

    assertThat(page.headers().firstValue("Content-Type").orElseThrow())
        .isEqualToIgnoringCase("text/html;charset=utf-8");
    assertThat(page.headers().firstValue("Cache-Control")).contains("no-store");
    assertThat(page.headers().firstValue("Content-Security-Policy"))
        .contains("frame-ancestors 'self'");
    assertThat(page.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    assertThat(page.body())
        .contains("<altcha-widget", "challenge=\"{&quot;parameters&quot;:")
        .contains("src=\"/app/.limitrate/limitrate-challenge.js\"")
        .contains("href=\"/app/.limitrate/altcha.css\"");
  }

  @Test
  void thePageNeedsNothingInlineAndKeepsNoPassword() throws Exception {
    login.start();

    String page = challenged().body();

    assertThat(page).doesNotContain("<style", "style=", "javascript:", "<form", "<input");
    assertThat(page).doesNotContainPattern("<script[^>]*>[^<]").doesNotContainPattern("\\son\\w+=");
    assertThat(page).doesNotContain(RIGHT, "alice", "http://", "https://");
  }

  @Test
  void tokenThatTheWidgetStoresInACookieAdmitsTheNextAttempt() throws Exception {
    login.start();
    String page = challenged().body();
    int from = page.indexOf(" challenge=\"") + " challenge=\"".length();
    String data = page.substring(from, page.indexOf('"', from)).replace("&quot;", "\"");

    String token = ProofSolver.token("{\"data\":" + data + "}");
    HttpResponse<String> in =
        login.login(HERE, "alice", RIGHT, BROWSER[0], BROWSER[1], "Cookie", "altcha=" + token);

    assertThat(in.body()).isEqualTo("welcome");
  }

  @Test
  void aBrowserIsForwardedToThePageOfTheApplication() throws Exception {
    login
        .app()
        .servlet(
            "/challenge",
            (request, response) ->
                response
                    .getWriter()
                    .write(request.getMethod() + request.getAttribute(ServletLogins.CHALLENGE)));
    login.start(LoginApp.settings().page("/challenge"));

    assertThat(challenged().body()).startsWith("GET{\"provider\":\"altcha\",\"field\":\"altcha\"");
  }

  @Test
  void aPageThatIsTheLoginItselfChecksNoPassword() throws Exception {
    AtomicInteger checks = new AtomicInteger();
    LoginSettings.Builder settings = LoginApp.settings().page("/login");
    login.start(
        login.configuration(settings),
        (request, response) -> {
          if (request.getMethod().equals("POST")) {
            checks.incrementAndGet();
            response.setStatus(401);
          } else {
            response.getWriter().write("the form");
          }
        });

    assertThat(challenged().body()).isEqualTo("the form");
    assertThat(checks).hasValue(3);
  }

  @Test
  void aBlockIsAPageThatSaysHowLong() throws Exception {
    login.start();
    IntStream.range(0, 6).forEach(i -> login.guess(HERE, "alice"));

    HttpResponse<String> page = login.login(HERE, "alice", RIGHT, BROWSER);

    assertThat(page.statusCode()).isEqualTo(429);
    assertThat(page.headers().firstValue("Retry-After")).contains("300");
    assertThat(page.headers().firstValue("Cache-Control")).contains("no-store");
    assertThat(page.body())
        .startsWith("<!DOCTYPE html>")
        .contains("<strong>5 minutes</strong>")
        .doesNotContain("<script", "style");
  }

  @Test
  void malformedRequestGetsAPageToo() throws Exception {
    login.start();

    HttpResponse<String> page = login.post(HERE, LoginApp.FORM, "username=a&username=<b>", BROWSER);

    assertThat(page.statusCode()).isEqualTo(400);
    assertThat(page.body()).contains("<h1>Bad Request</h1>").doesNotContain("<b>");
  }

  @ParameterizedTest
  @CsvSource({
    "limitrate-challenge.js, text/javascript",
    "altcha.min.js, text/javascript",
    "pbkdf2.js, text/javascript",
    "altcha.css, text/css"
  })
  void theWidgetsFilesAreServed(String file, String type) throws Exception {
    login.start();

    HttpResponse<String> served = login.app().get("/.limitrate/" + file);

    assertThat(served.statusCode()).isEqualTo(200);
    assertThat(served.headers().firstValue("Content-Type").orElseThrow())
        .startsWithIgnoringCase(type);
    assertThat(served.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    assertThat(served.headers().firstValue("Set-Cookie")).isEmpty();
    assertThat(served.body()).isNotEmpty();

    String etag = served.headers().firstValue("ETag").orElseThrow();
    HttpResponse<String> again = login.app().get("/.limitrate/" + file, "If-None-Match", etag);
    assertThat(again.statusCode()).isEqualTo(304);
    assertThat(again.body()).isEmpty();
  }

  @Test
  void theHeadOfAFileHasItsLengthAndNothingElse() throws Exception {
    login.start();

    HttpResponse<String> head = login.app().send("HEAD", "/.limitrate/altcha.css", "");

    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.headers().firstValueAsLong("Content-Length").orElseThrow()).isPositive();
    assertThat(head.body()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/app/.limitrate/",
        "/app/.limitrate",
        "/app/.limitrate/README.md",
        "/app/.limitrate/../altcha.css",
        "/app/.limitrate/x/altcha.css",
        "/app/.limitrate/..%2faltcha%2faltcha.css",
        "/app/.limitrate/%2e%2e/altcha/altcha.css",
        "/app/.limitrate/ALTCHA.CSS",
        "/app/.limitrate/altcha.css%00",
        "/app/.limitrate//altcha.css"
      })
  void nothingElseIsServed(String target) throws Exception {
    login.start();

    assertThat(login.app().raw("GET", target)).isIn(400, 404);
  }

  @Test
  void anApplicationWithoutALoginServesNoFiles() throws Exception {
    login.start(WebApp.configuration());

    assertThat(login.app().get("/.limitrate/altcha.css").statusCode()).isEqualTo(404);
  }
}

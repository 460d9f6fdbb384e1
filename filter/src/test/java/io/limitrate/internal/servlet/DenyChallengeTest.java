package io.limitrate.internal.servlet;

import static io.limitrate.config.CallerLists.NONE;
import static io.limitrate.config.CallerLists.ranges;
import static io.limitrate.internal.servlet.ListedApp.FORWARDED;
import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.Key;
import io.limitrate.Quotas;
import io.limitrate.challenge.ChallengeSettings.Algorithm;
import io.limitrate.challenge.ChallengeSettings.ProofOfWork;
import io.limitrate.config.CallerLists;
import io.limitrate.config.CallerLists.Pass;
import io.limitrate.config.LocalSource;
import io.limitrate.config.StoreSettings;
import io.limitrate.internal.login.servlet.ProofSolver;
import io.limitrate.servlet.WebApp;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Callers on the deny list that may solve a challenge, behind a proxy that names the clients. */
class DenyChallengeTest {
  private static final String MALLORY = "203.0.113.7";
  private static final String HTML = "text/html,*/*;q=0.8";
  private static final ProofOfWork EASY =
      new ProofOfWork(Algorithm.PBKDF2_SHA256, 1, 1, Duration.ofMinutes(5));
  private static final CallerLists LISTS =
      NONE.denying(ranges("203.0.113.0/24"), new Pass(EASY, Duration.ofMinutes(10)));

  private final ListedApp listed = new ListedApp();
  private final WebApp app = listed.web;

  @AfterEach
  void close() {
    listed.close();
  }

  /** Starts an application that limits nobody beside the list. */
  private void start() throws Exception {
    listed.start(ListedApp.unlimited().lists(LISTS));
  }

  private HttpResponse<String> get(String client, String... headers) {
    return app.get("/", with(client, headers));
  }

  private static String[] with(String client, String... headers) {
    String[] all = new String[headers.length + 2];
    all[0] = FORWARDED;
    all[1] = client;
    System.arraycopy(headers, 0, all, 2, headers.length);
    return all;
  }

  private HttpResponse<String> exchange(String client, String token) {
    return app.send("POST", "/.limitrate/pass", "", with(client, "altcha", token));
  }

  /** Returns a solution of a new challenge for this client. */
  private String solution(String client) throws IOException {
    HttpResponse<String> asked = get(client);
    assertThat(asked.statusCode()).isEqualTo(403);
    return ProofSolver.token(asked.body());
  }

  /** Returns the pass of this client, as a Cookie header has it. */
  private String pass(String client) throws IOException {
    HttpResponse<String> granted = exchange(client, solution(client));
    assertThat(granted.statusCode()).isEqualTo(204);
    return granted.headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0];
  }

  @Test
  void deniedProgramGetsAChallengeAndThePathOfThePass() throws Exception {
    start();

    HttpResponse<String> asked = get(MALLORY);

    assertThat(asked.statusCode()).isEqualTo(403);
    assertThat(asked.headers().firstValue("Cache-Control")).contains("no-store");
    assertThat(asked.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(asked.body())
        .contains("\"pass\":\"/app/.limitrate/pass\"", "\"challenge\":{\"provider\":\"altcha\"");
    assertThat(get("198.51.100.7").statusCode()).isEqualTo(200);
  }

  @Test
  void deniedBrowserGetsAPageWhoseFilesAreOpenToIt() throws Exception {
    start();

    HttpResponse<String> page = get(MALLORY, "Accept", HTML);

    assertThat(page.statusCode()).isEqualTo(403);
    assertThat(page.body())
        .contains("<altcha-widget data-limitrate=\"pass\" challenge=\"{&quot;parameters&quot;:")
        .contains("src=\"/app/.limitrate/limitrate-challenge.js\"");
    assertThat(app.get("/.limitrate/limitrate-challenge.js", with(MALLORY)).statusCode())
        .isEqualTo(200);
  }

  @Test
  void solvedChallengeGivesAPassByWhichPoliciesDecide() throws Exception {
    listed.start(ListedApp.behindProxy().lists(LISTS));

    String pass = pass(MALLORY);

    assertThat(get(MALLORY, "Cookie", pass).statusCode()).isEqualTo(200);
    assertThat(get(MALLORY, "Cookie", pass).statusCode()).isEqualTo(429);
    assertThat(get(MALLORY).statusCode()).isEqualTo(403);
  }

  @Test
  void passIsACookieThatNoScriptReads() throws Exception {
    start();

    HttpResponse<String> granted =
        app.send(
            "POST",
            "/.limitrate/pass",
            "",
            with(MALLORY, "altcha", solution(MALLORY), "X-Forwarded-Proto", "https"));

    assertThat(granted.headers().firstValue("Cache-Control")).contains("no-store");
    assertThat(granted.headers().firstValue("Set-Cookie").orElseThrow())
        .endsWith("; Path=/app/; Max-Age=600; HttpOnly; Secure; SameSite=Lax");
  }

  @Test
  void passIsValidAtItsAddressUntilItsEnd() throws Exception {
    start();
    String pass = pass(MALLORY);

    assertThat(get("203.0.113.8", "Cookie", pass).statusCode()).isEqualTo(403);
    app.pass(Duration.ofMinutes(9));
    assertThat(get(MALLORY, "Cookie", pass).statusCode()).isEqualTo(200);
    app.pass(Duration.ofMinutes(1));
    assertThat(get(MALLORY, "Cookie", pass).statusCode()).isEqualTo(403);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1", "1.zzzzzz.", "1.zzzzzz.AAAA", "2.zzzzzz.AAAA", "1.a.b.c", "é"})
  void forgedPassIsIgnored(String value) throws Exception {
    start();

    assertThat(get(MALLORY, "Cookie", "limitrate-pass=" + value).statusCode()).isEqualTo(403);
  }

  @Test
  void changedEndOfAPassIsIgnored() throws Exception {
    start();
    String[] parts = pass(MALLORY).split("\\.");

    String longer = parts[0] + ".zzzzzz." + parts[2];

    assertThat(get(MALLORY, "Cookie", longer).statusCode()).isEqualTo(403);
  }

  @Test
  void solutionIsValidOnceAndForItsClientOnly() throws Exception {
    start();
    String solution = solution(MALLORY);

    assertThat(exchange("203.0.113.8", solution).statusCode()).isEqualTo(403);
    assertThat(exchange(MALLORY, solution).statusCode()).isEqualTo(204);
    assertThat(exchange(MALLORY, solution).statusCode()).isEqualTo(403);
  }

  /** A cache without room evicts keys that were used once, and must keep used solutions. */
  @Test
  void solutionStaysUsedAlthoughTheStoreIsFull() throws Exception {
    listed.start(
        ListedApp.unlimited()
            .store(new StoreSettings.InProcess(new LocalSource.Caffeine(), 1_000))
            .lists(LISTS));
    String solution = solution(MALLORY);
    assertThat(exchange(MALLORY, solution).statusCode()).isEqualTo(204);

    Quotas quotas = Quotas.parse("1/1h");
    for (int i = 0; i < 20_000; i++) {
      app.application().limiter().acquire(quotas, Key.random(), 1);
    }

    assertThat(exchange(MALLORY, solution).statusCode()).isEqualTo(403);
  }

  @Test
  void solutionOfAnExpiredChallengeGivesNoPass() throws Exception {
    start();
    String solution = solution(MALLORY);

    app.pass(Duration.ofMinutes(6));

    assertThat(exchange(MALLORY, solution).statusCode()).isEqualTo(403);
  }

  @Test
  void missingOrWrongSolutionGivesNoPass() throws Exception {
    start();

    HttpResponse<String> missing = app.send("POST", "/.limitrate/pass", "", with(MALLORY));

    assertThat(missing.statusCode()).isEqualTo(403);
    assertThat(missing.body()).contains("Ask for a new challenge");
    assertThat(missing.headers().firstValue("Set-Cookie")).isEmpty();
    assertThat(exchange(MALLORY, "nonsense").statusCode()).isEqualTo(403);
  }

  @Test
  void attemptsOfAnAddressAreLimited() throws Exception {
    start();
    for (int i = 0; i < 60; i++) {
      assertThat(exchange(MALLORY, "nonsense").statusCode()).isEqualTo(403);
    }

    HttpResponse<String> rejected = exchange(MALLORY, "nonsense");

    assertThat(rejected.statusCode()).isEqualTo(503);
    assertThat(rejected.headers().firstValue("Retry-After")).isPresent();
    assertThat(exchange("203.0.113.8", "nonsense").statusCode()).isEqualTo(403);
  }

  @Test
  void preflightGetsNoChallenge() throws Exception {
    start();

    HttpResponse<String> preflight =
        app.send(
            "OPTIONS",
            "/",
            "",
            with(MALLORY, "Origin", "https://x.example", "Access-Control-Request-Method", "GET"));

    assertThat(preflight.statusCode()).isEqualTo(403);
    assertThat(preflight.body()).doesNotContain("challenge");
  }

  @Test
  void pathsOfTheChallengeBelongToTheApplicationWithoutOne() throws Exception {
    listed.start(ListedApp.unlimited().lists(NONE.denying(ranges("203.0.113.0/24"))));

    assertThat(exchange("198.51.100.7", "x").statusCode()).isEqualTo(200);
    assertThat(exchange(MALLORY, "x").statusCode()).isEqualTo(403);
    assertThat(List.of(get(MALLORY).body())).noneMatch(body -> body.contains("challenge"));
  }
}

package io.limitrate.tck;

import static io.limitrate.tck.LoginVisitor.checked;
import static io.limitrate.tck.LoginVisitor.known;
import static io.limitrate.tck.LoginVisitor.name;
import static io.limitrate.tck.LoginVisitor.retryAfter;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The behaviour of a guarded login as clients see it, in any container. The login is {@link
 * io.limitrate.tck.app.login.LoginServlet} at {@code /logins/*}, behind a filter with {@code
 * login-contract.yaml}. The container needs no users of its own.
 */
public abstract class LoginContract {
  private static final String TOLD = "/logins/told";

  private LoginVisitors visitors;

  /** Creates the contract. A subclass needs no constructor. */
  protected LoginContract() {}

  /**
   * Returns the root of the application at the loopback address, such as {@code
   * http://127.0.0.1:8080/app}.
   */
  protected abstract URI root();

  @BeforeEach
  final void findApplication() {
    visitors = new LoginVisitors(root());
  }

  @Test
  void anAddressIsAskedForAChallengeAfterThreeFailuresAndBlockedAfterFiveAttempts() {
    LoginVisitor guesser = visitors.next();
    String name = name("bob");

    List<HttpResponse<String>> attempts = wrong(guesser, name, 6);

    assertThat(attempts)
        .extracting(HttpResponse::statusCode)
        .containsExactly(200, 200, 200, 403, 403, 429);
    assertProblem(attempts.get(3));
    assertThat(attempts.get(3).body())
        .contains("\"status\":403", "\"challenge\":{\"provider\":\"altcha\"");
    assertProblem(attempts.get(5));
    assertThat(attempts.get(5).body()).contains("\"status\":429").doesNotContain("challenge");
    assertThat(retryAfter(attempts.get(5))).isBetween(240L, 300L);
    assertThat(known(visitors.next().login(TOLD, name, "right"))).isTrue();
  }

  private static List<HttpResponse<String>> wrong(LoginVisitor visitor, String name, int times) {
    return Stream.generate(() -> visitor.login(TOLD, name, "wrong")).limit(times).toList();
  }

  private static void assertProblem(HttpResponse<String> answer) {
    assertThat(answer.headers().firstValue("Content-Type").orElseThrow())
        .startsWith("application/problem+json");
    assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
    assertThat(checked(answer)).isFalse();
  }

  @Test
  void aBrowserIsAskedForAChallengeByAPage() {
    LoginVisitor guesser = visitors.next();
    wrong(guesser, name("bob"), 3);

    HttpResponse<String> challenge =
        guesser.post(TOLD, LoginVisitor.FORM, "username=bob&password=x", "Accept", "text/html");

    assertThat(challenge.statusCode()).isEqualTo(403);
    assertThat(challenge.headers().firstValue("Content-Type").orElseThrow())
        .startsWith("text/html");
    assertThat(challenge.body())
        .contains("altcha-widget", root().getPath() + "/.limitrate/altcha.css");
  }

  @ParameterizedTest
  @CsvSource({
    "altcha.css, text/css",
    "altcha.min.js, text/javascript",
    "pbkdf2.js, text/javascript",
    "limitrate-challenge.js, text/javascript"
  })
  void whatTheChallengesPageLoadsIsServed(String file, String type) {
    HttpResponse<String> answer = visitors.next().get("/.limitrate/" + file);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type").orElseThrow()).startsWith(type);
    assertThat(answer.body()).isNotEmpty();
  }

  @Test
  void aSolvedChallengeLetsOneAttemptIn() {
    LoginVisitor visitor = visitors.next();
    String name = name("alice");
    String[] form = {"username", name, "password", "wrong", "altcha", solved(visitor, name)};

    assertThat(checked(visitor.form(TOLD, form))).isTrue();
    assertThat(visitor.form(TOLD, form).statusCode()).isIn(403, 429);
  }

  private static String solved(LoginVisitor visitor, String name) {
    wrong(visitor, name, 3);
    HttpResponse<String> challenge = visitor.form("/logins/told?x=y", "username", name);
    return ProofOfWork.solve(challenge.body());
  }

  @Test
  void aSolvedChallengeIsOfNoUseForAnotherUser() {
    LoginVisitor visitor = visitors.next();
    String token = solved(visitor, name("alice"));

    HttpResponse<String> other =
        visitor.form(TOLD, "username", name("bob"), "password", "right", "altcha", token);

    assertThat(other.statusCode()).isEqualTo(403);
  }

  @Test
  void aSuccessDoesNotClearWhatTheAddressDid() {
    LoginVisitor guesser = visitors.next();
    String name = name("bob");
    wrong(guesser, name, 2);
    guesser.login(TOLD, name("mallory"), "right");
    wrong(guesser, name, 1);

    assertThat(guesser.withoutCookies().login(TOLD, name, "right").statusCode()).isEqualTo(403);
  }

  @Test
  void aSuccessClearsWhatTheNameDid() {
    String name = name("alice");
    visitors.fail(TOLD, name, 9);
    assertThat(known(visitors.next().login(TOLD, name, "right"))).isTrue();

    visitors.fail(TOLD, name, 9);

    assertThat(known(visitors.next().login(TOLD, name, "right"))).isTrue();
  }

  @Test
  void aNameIsRejectedFromAnyAddressAndInAnySpelling() {
    String name = name("alice");
    HttpResponse<String> rejected = visitors.lock(TOLD, name);

    assertThat(rejected.statusCode()).isEqualTo(429);
    assertThat(retryAfter(rejected)).isBetween(3_300L, 3_600L);
    assertThat(
            Stream.of(
                    name.toUpperCase(Locale.ROOT),
                    " " + name + "\u00a0",
                    name.replace('a', '\uff41'),
                    name.replace('a', '\u00e1'),
                    name.replace("l", "l\u200b"))
                .map(spelling -> visitors.next().login(TOLD, spelling, "right").statusCode()))
        .containsOnly(429);
    assertThat(known(visitors.next().login(TOLD, name("alice"), "right"))).isTrue();
  }

  @Test
  void aBrowserThatIsKnownGetsInWhileOthersHaveLockedTheName() {
    String name = name("alice");
    LoginVisitor alice = visitors.next();
    alice.login(TOLD, name, "right");
    visitors.lock(TOLD, name);

    assertThat(alice.login(TOLD, name, "right").statusCode()).isEqualTo(200);
    assertThat(visitors.next().withCookiesOf(alice).login(TOLD, name, "right").statusCode())
        .isEqualTo(200);
  }

  @Test
  void aBrowserIsKnownForNobodyElse() {
    String name = name("alice");
    LoginVisitor mallory = visitors.next();
    mallory.login(TOLD, name("mallory"), "right");
    visitors.lock(TOLD, name);

    assertThat(mallory.login(TOLD, name, "right").statusCode()).isEqualTo(429);
  }

  @Test
  void aRejectionDoesNotTellWhetherTheNameExists() {
    HttpResponse<String> existing = visitors.lock(TOLD, name("alice"));
    HttpResponse<String> stranger = visitors.lock(TOLD, name("stranger"));

    assertThat(stranger.statusCode()).isEqualTo(existing.statusCode()).isEqualTo(429);
    assertThat(withoutTimes(stranger.body())).isEqualTo(withoutTimes(existing.body()));
    assertThat(withoutTimes(stranger.headers().map()))
        .isEqualTo(withoutTimes(existing.headers().map()));
  }

  private static String withoutTimes(Object text) {
    return text.toString().replaceAll("\\d{2,}", "0");
  }

  private static Map<String, String> withoutTimes(Map<String, List<String>> headers) {
    Map<String, String> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    headers.forEach((name, values) -> all.put(name, withoutTimes((Object) values)));
    all.remove("Date");
    return all;
  }

  /** Each pending attempt occupies one of the three permitted failures. */
  @Test
  void thoseWhoComeAtOnceAreCountedEach() throws Exception {
    String name = name("alice");

    List<HttpResponse<String>> answers =
        Together.run(12, () -> visitors.next().login("/logins/crowd", name, "wrong"));

    assertThat(answers).filteredOn(LoginVisitor::checked).hasSize(3);
    assertThat(answers).extracting(HttpResponse::statusCode).containsOnly(200, 429);
  }
}

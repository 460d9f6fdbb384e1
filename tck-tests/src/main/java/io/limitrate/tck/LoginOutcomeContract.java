package io.limitrate.tck;

import static io.limitrate.tck.LoginVisitor.checked;
import static io.limitrate.tck.LoginVisitor.known;
import static io.limitrate.tck.LoginVisitor.name;
import static io.limitrate.tck.LoginVisitor.retryAfter;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpResponse;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * How the guard reads a login request and detects the outcome, in any container, with the
 * application of {@link LoginContract}. {@link AuthenticationContract} covers users of the
 * container.
 */
public abstract class LoginOutcomeContract {
  private static final String JSON = "application/json";

  private LoginVisitors visitors;

  /** Creates the contract. A subclass needs no constructor. */
  protected LoginOutcomeContract() {}

  /**
   * Returns the root of the application at the loopback address, such as {@code
   * http://127.0.0.1:8080/app}.
   */
  protected abstract URI root();

  @BeforeEach
  final void findApplication() {
    visitors = new LoginVisitors(root());
  }

  /** An outcome that the application does not report is a failure of the name. */
  @ParameterizedTest
  @ValueSource(strings = {"told", "status", "redirect", "silent", "async"})
  void aFailureIsUnderstood(String outcome) {
    HttpResponse<String> rejected = visitors.lock("/logins/" + outcome, name("bob"));

    assertThat(rejected.statusCode()).isEqualTo(429);
    assertThat(retryAfter(rejected)).isGreaterThan(3_000);
  }

  @ParameterizedTest
  @ValueSource(strings = {"told", "status", "redirect"})
  void aSuccessMakesTheBrowserKnown(String outcome) {
    LoginVisitor alice = visitors.next();
    String name = name("alice");

    HttpResponse<String> success = alice.login("/logins/" + outcome, name, "right");

    assertThat(success.headers().allValues("Set-Cookie"))
        .filteredOn(cookie -> cookie.startsWith("limitrate-device-"))
        .singleElement()
        .asString()
        .contains("HttpOnly", "SameSite=Lax");
    visitors.lock("/logins/" + outcome, name);
    assertThat(checked(alice.login("/logins/" + outcome, name, "right"))).isTrue();
  }

  /** Nine further failures are possible only after the success is known. */
  @Test
  void aSuccessThatIsAnsweredByAnotherThreadIsUnderstood() {
    String name = name("alice");
    visitors.fail("/logins/async", name, 9);
    assertThat(visitors.next().login("/logins/async", name, "right").statusCode()).isEqualTo(204);

    HttpResponse<String> tenth =
        visitors.until(answer -> answer.statusCode() == 401, "/logins/async", name, "wrong");
    visitors.fail("/logins/async", name, 8);

    assertThat(tenth.statusCode()).isEqualTo(401);
  }

  /** Three failures would lock the name, so an error must not count as a failure. */
  @Test
  void anErrorGivesTheNamesPlaceBack() {
    LoginVisitor alice = visitors.next();
    String name = name("alice");

    assertThat(Stream.generate(() -> alice.login("/logins/crowd", name, "lost")).limit(5))
        .allMatch(LoginVisitor::checked);
    assertThat(Stream.generate(() -> alice.login("/logins/crowd", name, "wrong")).limit(4))
        .extracting(LoginVisitor::checked)
        .containsExactly(true, true, true, false);
  }

  @Test
  void jsonIsReadAsAFormIs() {
    String name = name("alice");
    String right = "{\"password\": \"right\", \"username\": \"" + name + "\"}";

    assertThat(known(visitors.next().post("/logins/told", JSON, right))).isTrue();
    visitors.lock("/logins/told", name);
    assertThat(visitors.next().post("/logins/told", JSON, right).statusCode()).isEqualTo(429);
  }

  @Test
  void basicIsReadAsAFormIs() {
    LoginVisitor guesser = visitors.next();
    String name = name("alice");

    List<Integer> statuses =
        Stream.generate(() -> basic(guesser, name, "wrong").statusCode()).limit(4).toList();

    assertThat(statuses).containsExactly(401, 401, 401, 403);
    assertThat(known(basic(visitors.next(), name, "right"))).isTrue();
  }

  /** Success and failure are detected for each way in which a response can redirect. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "relative",
        "session",
        "absolute",
        "located",
        "redirect-status",
        "redirect-clear",
        "redirect-both"
      })
  void aRedirectIsUnderstoodHoweverItIsWritten(String way) {
    String name = name("alice");
    visitors.fail("/logins/" + way, name, 9);

    assertThat(known(visitors.next().login("/logins/" + way, name, "right"))).isTrue();
    visitors.fail("/logins/" + way, name, 9);
    assertThat(known(visitors.next().login("/logins/" + way, name, "right"))).isTrue();
  }

  /**
   * A body commits the response before the application returns, as the body of a Spring controller
   * does.
   */
  @ParameterizedTest
  @ValueSource(strings = {"flushed", "printed", "closed", "sized", "long"})
  void aSuccessMakesTheBrowserKnownHoweverItsBodyIsWritten(String way) {
    String name = name("alice");

    assertThat(known(visitors.next().login("/logins/body-" + way, name, "right"))).isTrue();
    assertThat(known(visitors.next().login("/logins/body-" + way, name, "wrong"))).isFalse();
  }

  /** Methods are case-sensitive, and an application may check a password for any method. */
  @ParameterizedTest
  @ValueSource(strings = {"get", "Head", "options", "trace", "post", "FOO"})
  void noMethodGetsAroundTheGuardThatIsNotKnownToBeSafe(String method) {
    LoginVisitor guesser = visitors.next();
    for (int i = 0; i < 6; i++) {
      guesser.login("/logins/told", name("bob"), "wrong");
    }

    assertThat(guesser.raw(method, "/logins/told", "username=" + name("bob") + "&password=right"))
        .startsWith("HTTP/1.1 ")
        .doesNotContainIgnoringCase(LoginVisitor.CHECKED);
  }

  private static HttpResponse<String> basic(LoginVisitor visitor, String name, String password) {
    String pair = Base64.getEncoder().encodeToString((name + ":" + password).getBytes(UTF_8));
    return visitor.post("/logins/basic", "text/plain", "", "Authorization", "Basic " + pair);
  }

  @ParameterizedTest
  @ValueSource(strings = {"stream", "reader"})
  void aBodyThatTheGuardReadCanBeReadByTheApplication(String how) {
    String form = "username=" + name("alice") + "&password=%C3%A9%20+";
    String json = "{\"username\": \"" + name("alice") + "\", \"x\": \"\u00e9\"}";

    assertThat(visitors.next().post("/logins/" + how, LoginVisitor.FORM, form).body())
        .isEqualTo(form);
    assertThat(visitors.next().post("/logins/" + how, JSON + "; charset=UTF-8", json).body())
        .isEqualTo(json);
  }

  @Test
  void aFormThatTheGuardReadHasItsParameters() {
    HttpResponse<String> answer =
        visitors.next().login("/logins/parameter", name("alice"), "p\u00e9ss &=+ word");

    assertThat(answer.body()).isEqualTo("p\u00e9ss &=+ word");
  }

  @ParameterizedTest
  @ValueSource(strings = {"username=a&username=b", "%zz=%", "username=%00"})
  void whatTwoReadersCouldUnderstandDifferentlyIsNoAttempt(String form) {
    HttpResponse<String> answer = visitors.next().post("/logins/told", LoginVisitor.FORM, form);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(checked(answer)).isFalse();
  }

  /** Containers reject some of these spellings. No spelling may reach the password check. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/logins/told",
        "/logins/told;x=1",
        "/logins;x=1/told",
        "/;x=1/logins/told",
        "/logins/%74old",
        "/%6cogins/told",
        "/./logins/told",
        "/logins/./told",
        "/a/../logins/told",
        "/a/%2e%2e/logins/told",
        "/a/..;/logins/told",
        "//logins/told",
        "/logins//told",
        "/logins%2ftold",
        "/logins/told%00"
      })
  void noSpellingOfThePathGetsAroundTheGuard(String path) {
    LoginVisitor guesser = visitors.next();
    String form = "username=" + name("bob") + "&password=wrong";
    assertThat(guesser.raw("/logins/told", form)).containsIgnoringCase(LoginVisitor.CHECKED);
    for (int i = 0; i < 5; i++) {
      guesser.login("/logins/told", name("bob"), "wrong");
    }

    assertThat(guesser.raw(path, form))
        .startsWith("HTTP/1.1 ")
        .doesNotContainIgnoringCase(LoginVisitor.CHECKED);
  }
}

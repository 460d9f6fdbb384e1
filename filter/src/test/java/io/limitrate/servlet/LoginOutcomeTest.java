package io.limitrate.servlet;

import static io.limitrate.servlet.LoginApp.RIGHT;
import static io.limitrate.servlet.LoginApp.address;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limitrate.login.LoginSettings;
import io.limitrate.login.Outcome;
import io.limitrate.login.OutcomeRules;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sources of the outcome of an attempt. */
@Timeout(60)
class LoginOutcomeTest {
  private final LoginApp login = new LoginApp();

  @AfterEach
  void close() {
    login.close();
  }

  private void start(WebApp.Service service) throws Exception {
    start(LoginApp.settings(), service);
  }

  /** The test service decides the outcome; wrong guesses get 401. */
  private void start(LoginSettings.Builder settings, WebApp.Service service) throws Exception {
    login.start(settings, service);
  }

  private HttpResponse<String> attempt(int address, String username) {
    int events = login.events().size();
    HttpResponse<String> answer = login.login(address(address), username, RIGHT);
    while (answer.headers().firstValue("Async").isPresent() && login.events().size() == events) {
      Thread.onSpinWait();
    }
    return answer;
  }

  /** Returns the outcome of an attempt, read from the counters: unknown counts as a failure. */
  private Outcome outcome() {
    IntStream.range(10, 19).forEach(i -> login.guess(address(i), "bob"));
    attempt(1, "bob");
    if (login.guess(address(30), "bob") == 401) {
      return login.guess(address(31), "bob") == 401 ? Outcome.SUCCESS : Outcome.ERROR;
    }
    IntStream.range(0, 3).forEach(i -> attempt(2, "carol"));
    assertThat(attempt(2, "carol").statusCode()).isEqualTo(403);
    return Outcome.FAILURE;
  }

  @Test
  void applicationReportsASuccess() throws Exception {
    start((request, response) -> LoginOutcome.success(request, "bob"));

    assertThat(outcome()).isEqualTo(Outcome.SUCCESS);
    assertThat(LoginApp.cookie(attempt(3, "bob"))).startsWith("limitrate-device-");
  }

  @Test
  void applicationReportsAFailure() throws Exception {
    start((request, response) -> LoginOutcome.failure(request, "bob"));

    assertThat(outcome()).isEqualTo(Outcome.FAILURE);
  }

  @Test
  void applicationReportsAnError() throws Exception {
    start((request, response) -> LoginOutcome.error(request, "bob"));

    assertThat(outcome()).isEqualTo(Outcome.ERROR);
  }

  @Test
  void firstReportCountsMoreThanLaterReportsAndTheAnswer() throws Exception {
    start(
        (request, response) -> {
          assertThat(LoginOutcome.failure(request, "bob")).isTrue();
          assertThat(LoginOutcome.success(request, "bob")).isFalse();
          response.sendRedirect("/app/home");
        });

    assertThat(outcome()).isEqualTo(Outcome.FAILURE);
    assertThat(LoginApp.cookie(attempt(3, "nobody"))).isNull();
  }

  @Test
  void requestThatIsNoAttemptHasNoOutcome() throws Exception {
    login
        .app()
        .servlet(
            "/else",
            (request, response) ->
                response.getWriter().print(LoginOutcome.success(request, "alice")));
    login.start();

    assertThat(login.app().get("/else").body()).isEqualTo("false");
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 200, 204, 422, 503})
  void noStatusIsASuccessByDefault(int status) throws Exception {
    start((request, response) -> response.setStatus(status));

    assertThat(outcome()).isEqualTo(Outcome.FAILURE);
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 500})
  void anErrorPageIsNoSuccess(int status) throws Exception {
    start((request, response) -> response.sendError(status));

    assertThat(outcome()).isEqualTo(Outcome.FAILURE);
  }

  @Test
  void exceptionOfTheApplicationIsNoSuccess() throws Exception {
    start(
        (request, response) -> {
          throw new IOException("broken");
        });

    assertThat(outcome()).isEqualTo(Outcome.FAILURE);
  }

  /** Like a client that disconnects while the application writes the answer. */
  @Test
  void statusOfACommittedAnswerCountsDespiteAnException() throws Exception {
    start(
        LoginApp.settings()
            .outcome(new OutcomeRules(Set.of(401), Set.of(200), List.of(), List.of())),
        (request, response) -> {
          response.getOutputStream().write('x');
          response.getOutputStream().flush();
          throw new IOException("broken off");
        });
    IntStream.range(10, 19).forEach(i -> login.guess(address(i), "bob"));

    assertThatThrownBy(() -> attempt(1, "bob")).isInstanceOf(UncheckedIOException.class);

    assertThat(login.guess(address(30), "bob")).isEqualTo(401);
    assertThat(login.guess(address(31), "bob")).isEqualTo(401);
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 204})
  void aStatusMayBeASuccess(int status) throws Exception {
    start(
        LoginApp.settings()
            .outcome(new OutcomeRules(Set.of(401), Set.of(status), List.of(), List.of())),
        (request, response) -> response.setStatus(status));

    assertThat(outcome()).isEqualTo(Outcome.SUCCESS);
    assertThat(LoginApp.cookie(attempt(3, "bob"))).startsWith("limitrate-device-");
  }

  @ParameterizedTest
  @CsvSource({
    "/app/home, SUCCESS",
    "/app/home?from=login, SUCCESS",
    "http://127.0.0.1/app/home, SUCCESS",
    "home, SUCCESS",
    "/app/login?error, FAILURE",
    "/app/login?error=1, FAILURE",
    "login?error, FAILURE",
    "./login?error, FAILURE",
    "?error, FAILURE",
    "/app/login;jsessionid=1A2B?error, FAILURE",
    "/app/login?error&next=https://x/home, FAILURE",
    "/app/home?from=https://x/cart, SUCCESS",
    "/app/login, FAILURE",
    "http://elsewhere.example/home, FAILURE"
  })
  void outcomeRulesClassifyRedirects(String location, Outcome outcome) throws Exception {
    start(redirecting(), (request, response) -> response.sendRedirect(location));

    assertThat(outcome()).isEqualTo(outcome);
  }

  private static LoginSettings.Builder redirecting() {
    return LoginApp.settings()
        .outcome(
            new OutcomeRules(Set.of(401), Set.of(), List.of("/login?error"), List.of("/home")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/app/home", "home", "./home?x=1", "http://127.0.0.1/app/home"})
  void aRedirectThatIsASuccessSetsTheCookie(String location) throws Exception {
    start(redirecting(), (request, response) -> response.sendRedirect(location));

    assertThat(LoginApp.cookie(attempt(0, "bob"))).startsWith("limitrate-device-");
  }

  @Test
  void aSuccessAfterTheAnswerIsCountedWithoutACookie() throws Exception {
    start(
        (request, response) -> {
          response.getWriter().write("welcome");
          response.flushBuffer();
          LoginOutcome.success(request, "bob");
        });

    assertThat(outcome()).isEqualTo(Outcome.SUCCESS);
    assertThat(LoginApp.cookie(attempt(3, "bob"))).isNull();
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 200})
  void answerOfAnotherThreadCounts(int status) throws Exception {
    start(
        (request, response) -> {
          AsyncContext async = request.startAsync();
          response.setHeader("Async", "true");
          new Thread(
                  () -> {
                    ((HttpServletResponse) async.getResponse()).setStatus(status);
                    async.complete();
                  })
              .start();
        });

    assertThat(outcome()).isEqualTo(Outcome.FAILURE);
  }

  @Test
  void anotherThreadMayReportASuccess() throws Exception {
    start(
        (request, response) -> {
          AsyncContext async = request.startAsync();
          new Thread(
                  () -> {
                    LoginOutcome.success(async.getRequest(), "bob");
                    async.complete();
                  })
              .start();
        });

    assertThat(outcome()).isEqualTo(Outcome.SUCCESS);
    assertThat(LoginApp.cookie(attempt(3, "bob"))).startsWith("limitrate-device-");
  }
}

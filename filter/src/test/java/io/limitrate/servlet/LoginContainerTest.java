package io.limitrate.servlet;

import static io.limitrate.servlet.LoginApp.RIGHT;
import static io.limitrate.servlet.LoginApp.WRONG;
import static io.limitrate.servlet.LoginApp.address;
import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.internal.application.ApplicationRuntime;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.EnumSet;
import java.util.stream.IntStream;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.security.ConstraintSecurityHandler;
import org.eclipse.jetty.security.HashLoginService;
import org.eclipse.jetty.security.UserStore;
import org.eclipse.jetty.security.authentication.BasicAuthenticator;
import org.eclipse.jetty.util.security.Password;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Logins that the container checks, and requests that the container stores or dispatches meanwhile.
 */
class LoginContainerTest {
  private static final String HERE = address(0);

  private final LoginApp login = new LoginApp();

  @BeforeEach
  void knowUsers() {
    UserStore users = new UserStore();
    users.addUser("alice", new Password(RIGHT), new String[] {"user"});
    users.addUser("bob", new Password(RIGHT), new String[] {"user"});
    HashLoginService service = new HashLoginService("test");
    service.setUserStore(users);
    ConstraintSecurityHandler security = new ConstraintSecurityHandler();
    security.setLoginService(service);
    security.setAuthenticator(new BasicAuthenticator());
    login.app().context().setSecurityHandler(security);
  }

  @AfterEach
  void close() {
    login.close();
  }

  private void start(WebApp.Service service) throws Exception {
    login.start(login.configuration(LoginApp.settings()), service);
  }

  /** Answers 200 for each outcome. */
  private static void containerLogin(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    try {
      request.login(request.getParameter("username"), request.getParameter("password"));
      response.getWriter().write("welcome");
    } catch (ServletException e) {
      response.getWriter().write("no");
    }
  }

  private void assertThatFailuresLeadToAChallengeAndASuccessIsKnown() {
    HttpResponse<String> in = login.login(address(1), "alice", RIGHT);
    assertThat(in.body()).isEqualTo("welcome");
    assertThat(LoginApp.cookie(in)).startsWith("limitrate-device-");
    login.provoke(HERE, "alice");
    assertThat(login.login(HERE, "alice", RIGHT).statusCode()).isEqualTo(403);
  }

  @Test
  void loginOfTheContainerCounts() throws Exception {
    start(LoginContainerTest::containerLogin);

    assertThatFailuresLeadToAChallengeAndASuccessIsKnown();
  }

  @Test
  void loginOfTheContainerCountsInALaterDispatch() throws Exception {
    login.app().servlet("/later", LoginContainerTest::containerLogin);
    start((request, response) -> request.startAsync(request, response).dispatch("/later"));

    assertThatFailuresLeadToAChallengeAndASuccessIsKnown();
  }

  @Test
  void aLaterDispatchOfTheOriginalRequestIsTheSameAttemptWithTheSameBody() throws Exception {
    login.app().servlet("/later", LoginContainerTest::containerLogin);
    start((request, response) -> request.startAsync().dispatch("/later"));

    assertThatFailuresLeadToAChallengeAndASuccessIsKnown();
  }

  @Test
  void loginOfTheContainerCountsInAForward() throws Exception {
    login.app().servlet("/inner", LoginContainerTest::containerLogin);
    start((request, response) -> request.getRequestDispatcher("/inner").forward(request, response));

    assertThatFailuresLeadToAChallengeAndASuccessIsKnown();
  }

  @Test
  void newPrincipalIsASuccess() throws Exception {
    start(
        (request, response) -> {
          HttpServletRequest inner = request;
          while (inner instanceof HttpServletRequestWrapper wrapper) {
            inner = (HttpServletRequest) wrapper.getRequest();
          }
          containerLogin(new Parameterized(inner, request), response);
        });

    assertThat(LoginApp.cookie(login.login(HERE, "alice", RIGHT))).startsWith("limitrate-device-");
    assertThat(LoginApp.cookie(login.login(HERE, "alice", WRONG))).isNull();
  }

  /** A request that bypasses the filter's wrapper, with the parameters of the wrapper. */
  private static final class Parameterized extends HttpServletRequestWrapper {
    private final HttpServletRequest parameters;

    Parameterized(HttpServletRequest request, HttpServletRequest parameters) {
      super(request);
      this.parameters = parameters;
    }

    @Override
    public String getParameter(String name) {
      return parameters.getParameter(name);
    }
  }

  private static String basic(String username, String password) {
    byte[] credentials = (username + ":" + password).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(credentials);
  }

  private void authenticating() throws Exception {
    start(
        (request, response) -> {
          if (request.authenticate(response)) {
            response.getWriter().write("welcome");
          }
        });
  }

  @Test
  void authenticationOfTheContainerCounts() throws Exception {
    authenticating();

    HttpResponse<String> in =
        login.login(HERE, "alice", RIGHT, "Authorization", basic("alice", RIGHT));

    assertThat(in.body()).isEqualTo("welcome");
    assertThat(LoginApp.cookie(in)).startsWith("limitrate-device-");
  }

  @Test
  void earlierLoginIsNoSuccessForAnotherUser() throws Exception {
    authenticating();

    HttpResponse<String> in =
        login.login(HERE, "bob", WRONG, "Authorization", basic("alice", RIGHT));

    assertThat(LoginApp.cookie(in)).isNull();
  }

  @Test
  void earlierLoginDoesNotHideAFailureOfAnotherUser() throws Exception {
    start(LoginContainerTest::containerLogin);
    String[] alice = {"Authorization", basic("alice", RIGHT)};

    for (int i = 0; i < 3; i++) {
      assertThat(LoginApp.cookie(login.login(HERE, "bob", WRONG, alice))).isNull();
    }

    assertThat(login.login(HERE, "bob", RIGHT, alice).statusCode()).isEqualTo(403);
  }

  @Test
  void aFilterThatIsMappedTwiceCountsOnce() throws Exception {
    start(LoginContainerTest::containerLogin);
    FilterHolder again = new FilterHolder(new RateLimitFilter(login.app().runtime()));
    again.setAsyncSupported(true);
    login.app().context().addFilter(again, "/*", EnumSet.of(DispatcherType.REQUEST));

    assertThat(IntStream.range(0, 6).map(i -> login.guess(HERE, "alice")))
        .containsExactly(200, 200, 200, 403, 403, 429);
  }

  @Test
  void filterThatIsMappedToForwardsOnlySeesTheirOutcome() throws Exception {
    ApplicationRuntime application =
        ApplicationRuntime.start(
            login.configuration(LoginApp.settings()).build(),
            () -> Instant.parse("2026-01-01T00:00:00Z"));
    try (application) {
      FilterHolder holder = new FilterHolder(new RateLimitFilter(application));
      login.app().context().addFilter(holder, "/login", EnumSet.of(DispatcherType.FORWARD));
      login
          .app()
          .servlet(
              "/front",
              (request, response) ->
                  request.getRequestDispatcher("/login").forward(request, response))
          .servlet("/login", LoginContainerTest::containerLogin)
          .start();

      assertThat(IntStream.range(0, 6).map(i -> frontDoor()))
          .containsExactly(200, 200, 200, 403, 403, 429);
    }
  }

  private int frontDoor() {
    return login
        .app()
        .send(
            "POST",
            "/front",
            LoginApp.form("alice", WRONG),
            "Content-Type",
            LoginApp.FORM,
            "X-Forwarded-For",
            HERE)
        .statusCode();
  }
}

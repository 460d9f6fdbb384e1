package io.limitrate.internal.login.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.challenge.Challenge;
import io.limitrate.challenge.ChallengeContext;
import io.limitrate.challenge.ChallengeProvider;
import io.limitrate.challenge.ChallengeSettings;
import io.limitrate.challenge.Verification;
import io.limitrate.config.Configuration;
import io.limitrate.internal.identity.Cidr;
import io.limitrate.internal.identity.TrustedProxies;
import io.limitrate.login.LoginLimits;
import io.limitrate.login.LoginLimits.Limit;
import io.limitrate.login.LoginLimits.Spraying;
import io.limitrate.login.LoginSettings;
import io.limitrate.login.Outcome;
import io.limitrate.servlet.WebApp;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A password check before the filter; a header has the username, and the password is wrong. */
class PasswordCheckTest {
  private static final String FORM = "application/x-www-form-urlencoded";

  @Test
  void countsAsTheFilterCountsTheClientsOfAProxy() throws Exception {
    try (WebApp app = app(limits(1, 0))) {
      assertThat(send(app, "{}", "application/json", "192.0.2.1").statusCode()).isEqualTo(200);
      assertThat(send(app, "{}", "application/json", "192.0.2.1").statusCode()).isEqualTo(429);
      assertThat(send(app, "{}", "application/json", "192.0.2.2").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void blockEndsLikeOtherBlocks() throws Exception {
    try (WebApp app = app(limits(1, 0))) {
      send(app, "{}", "application/json", "192.0.2.1");
      send(app, "{}", "application/json", "192.0.2.1");

      app.pass(Duration.ofMinutes(5));

      assertThat(send(app, "{}", "application/json", "192.0.2.1").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void jsonIsReadOnlyByTheApplication() throws Exception {
    try (WebApp app = app(limits(5, 1))) {
      send(app, "{\"n\":1}", "application/json", "192.0.2.1");

      assertThat(send(app, "{\"n\":2}", "application/json", "192.0.2.1", "answer", "right").body())
          .isEqualTo("{\"n\":2} null");
    }
  }

  @Test
  void aTokenMayBeInTheFormThatTheApplicationReads() throws Exception {
    try (WebApp app = app(limits(5, 1))) {
      send(app, "n=1", FORM, "192.0.2.1");

      assertThat(send(app, "n=2", FORM, "192.0.2.1").statusCode()).isEqualTo(403);
      assertThat(send(app, "n=3&answer=right", FORM, "192.0.2.1").body()).endsWith("3");
    }
  }

  private static LoginLimits limits(int attempts, int challenge) {
    Duration minute = Duration.ofMinutes(1);
    return new LoginLimits(
        new Limit(attempts, minute),
        Limit.NONE,
        challenge == 0 ? Limit.NONE : new Limit(challenge, minute),
        LoginLimits.BLOCK,
        Spraying.NONE);
  }

  /** A login without paths. */
  private static WebApp app(LoginLimits limits) throws Exception {
    Configuration.Builder configuration =
        WebApp.configuration()
            .proxies(TrustedProxies.of(List.of(Cidr.parse("127.0.0.1"))))
            .login(
                LoginSettings.builder("main")
                    .address(limits)
                    .challenge(new ChallengeSettings.Own(new Riddle()))
                    .build());
    return new WebApp()
        .filter(new Checking())
        .limited(configuration)
        .servlet(
            "/*",
            (request, response) -> {
              String body =
                  FORM.equals(request.getContentType())
                      ? ""
                      : new String(request.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
              response.getWriter().write(body + " " + request.getParameter("n"));
            })
        .start();
  }

  private static HttpResponse<String> send(
      WebApp app, String body, String type, String client, String... more) {
    return app.send("POST", "/", body, headers(type, client, more));
  }

  private static String[] headers(String type, String client, String... more) {
    return Stream.concat(
            Stream.of("Content-Type", type, "X-Forwarded-For", client, "User", "alice"),
            Stream.of(more))
        .toArray(String[]::new);
  }

  private static final class Riddle implements ChallengeProvider {
    @Override
    public Challenge issue(ChallengeContext context) {
      return Challenge.of("riddle", "answer").url("/riddle").build();
    }

    @Override
    public Verification verify(String token, ChallengeContext context, Duration deadline) {
      return token.equals("right") ? Verification.passed(token) : Verification.failed("wrong");
    }
  }

  private static final class Checking implements Filter {
    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
        throws IOException, ServletException {
      HttpServletRequest http = (HttpServletRequest) request;
      PasswordCheck.begin("main", http.getHeader("User"), http).end(Outcome.FAILURE);
      chain.doFilter(request, response);
    }
  }
}

package io.limitrate.servlet;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.limitrate.challenge.ChallengeSettings.Algorithm;
import io.limitrate.challenge.ChallengeSettings.ProofOfWork;
import io.limitrate.config.Configuration;
import io.limitrate.internal.identity.Cidr;
import io.limitrate.internal.identity.TrustedProxies;
import io.limitrate.internal.login.servlet.ProofSolver;
import io.limitrate.login.LoginEvent;
import io.limitrate.login.LoginSettings;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * An application with a login at {@code /login}, behind a proxy that names the addresses of
 * clients. It answers 401 to a wrong password, and reports a success by {@code LoginOutcome}.
 */
public final class LoginApp implements AutoCloseable {
  public static final String FORM = "application/x-www-form-urlencoded";
  public static final String JSON = "application/json";
  public static final String RIGHT = "right";
  public static final String WRONG = "wrong";

  private static final Set<String> USERS = Set.of("alice", "bob", "carol");
  private static final JsonFactory READER = new JsonFactory();

  private final WebApp app = new WebApp();
  private final AtomicInteger checks = new AtomicInteger();
  private final List<LoginEvent> events = new CopyOnWriteArrayList<>();
  private volatile Runnable whileChecking = () -> {};

  /** Returns a login with all defaults except for a cheap challenge. */
  public static LoginSettings.Builder settings() {
    return LoginSettings.builder("main")
        .paths(List.of("/login"))
        .challenge(new ProofOfWork(Algorithm.PBKDF2_SHA256, 1, 1, Duration.ofMinutes(5)));
  }

  public Configuration.Builder configuration(LoginSettings.Builder login) {
    return WebApp.configuration()
        .proxies(TrustedProxies.of(List.of(Cidr.parse("127.0.0.1/32"))))
        .loginListener(events::add)
        .login(login.build());
  }

  public LoginApp start() throws Exception {
    return start(settings());
  }

  public LoginApp start(LoginSettings.Builder login) throws Exception {
    return start(configuration(login));
  }

  public LoginApp start(Configuration.Builder configuration) throws Exception {
    return start(configuration, this::login);
  }

  /** Starts the application with another servlet at {@code /login}. */
  public LoginApp start(Configuration.Builder configuration, WebApp.Service service)
      throws Exception {
    app.limited(configuration).servlet("/login", service).start();
    return this;
  }

  /**
   * Starts the application: it answers 401 to wrong guesses, and the service answers the others.
   */
  public LoginApp start(LoginSettings.Builder login, WebApp.Service service) throws Exception {
    return start(
        configuration(login),
        (request, response) -> {
          if (WRONG.equals(request.getParameter("password"))) {
            response.setStatus(401);
          } else {
            service.serve(request, response);
          }
        });
  }

  public WebApp app() {
    return app;
  }

  public List<LoginEvent> events() {
    return events;
  }

  /** Returns the number of passwords that the application has checked. */
  public int checks() {
    return checks.get();
  }

  public void whileChecking(Runnable action) {
    whileChecking = action;
  }

  private void login(HttpServletRequest request, HttpServletResponse response) throws IOException {
    boolean json = String.valueOf(request.getContentType()).startsWith(JSON);
    String username = json ? null : request.getParameter("username");
    String password = json ? null : request.getParameter("password");
    if (json) {
      String body = new String(request.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      username = member(body, "username");
      password = member(body, "password");
    }
    if (check(username, password)) {
      LoginOutcome.success(request, username);
      response.getWriter().write("welcome");
    } else {
      response.setStatus(401);
      response.getWriter().write("no");
    }
  }

  /** Runs the test's code, then checks a password. */
  public boolean check(@Nullable String username, @Nullable String password) {
    checks.incrementAndGet();
    whileChecking.run();
    return username != null && USERS.contains(username) && RIGHT.equals(password);
  }

  /** Returns the first member of this name at any depth. */
  public static @Nullable String member(String json, String name) throws IOException {
    try (JsonParser parser = READER.createParser(json)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token.isScalarValue() && name.equals(parser.currentName())) {
          return parser.getText();
        }
      }
    }
    return null;
  }

  /** Sends an attempt from an address. */
  public HttpResponse<String> login(
      String address, String username, String password, String... headers) {
    return app.send(attempt(address, FORM, form(username, password), headers));
  }

  /** Sends a wrong password from an address, and returns the status. */
  public int guess(String address, String username) {
    return login(address, username, WRONG).statusCode();
  }

  public HttpResponse<String> post(String address, String type, String body, String... headers) {
    return app.send(attempt(address, type, body, headers));
  }

  public HttpRequest attempt(String address, String type, String body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(app.uri("/login"))
            .header("X-Forwarded-For", address)
            .header("Content-Type", type)
            .POST(BodyPublishers.ofString(body));
    return (headers.length == 0 ? request : request.headers(headers)).build();
  }

  public static String form(String username, String password) {
    return "username=" + encoded(username) + "&password=" + encoded(password);
  }

  public static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  public static String json(String username, String password) {
    return "{\"username\":\"" + username + "\",\"password\":\"" + password + "\"}";
  }

  /** Returns one of 254 addresses for documentation (RFC 5737). */
  public static String address(int i) {
    return "198.51.100." + (i + 1);
  }

  /** Fails three times, so that the address needs a challenge. */
  public void provoke(String address, String username) {
    for (int i = 0; i < 3; i++) {
      guess(address, username);
    }
  }

  /** Returns the token that the widget would make for the challenge of an answer. */
  public String solve(String address, String username) throws IOException {
    return ProofSolver.token(login(address, username, WRONG).body());
  }

  /** Returns the device cookie as a browser sends it back; {@code null} if there is none. */
  public static @Nullable String cookie(HttpResponse<?> response) {
    return response
        .headers()
        .firstValue("Set-Cookie")
        .map(cookie -> cookie.substring(0, cookie.indexOf(';')))
        .orElse(null);
  }

  @Override
  public void close() {
    app.close();
  }
}

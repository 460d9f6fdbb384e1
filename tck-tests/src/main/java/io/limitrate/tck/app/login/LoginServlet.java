package io.limitrate.tck.app.login;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.limitrate.servlet.LoginOutcome;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Logins that report the outcome of an attempt in different ways. The last part of the path selects
 * the way; the servlet is mapped to {@code /logins/*}. The header {@code X-Checked} means that a
 * password was checked.
 */
public final class LoginServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;
  private static final Set<String> PATHS =
      Set.of(
          "/told",
          "/crowd",
          "/status",
          "/basic",
          "/redirect",
          "/relative",
          "/session",
          "/absolute",
          "/located",
          "/redirect-status",
          "/redirect-clear",
          "/redirect-both",
          "/body-flushed",
          "/body-printed",
          "/body-closed",
          "/body-sized",
          "/body-long",
          "/silent",
          "/async",
          "/parameter",
          "/stream",
          "/reader");

  private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

  /** Creates the servlet. The container calls this constructor. */
  public LoginServlet() {}

  /** Checks a password for every method except the safe methods. */
  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    if (SAFE.contains(request.getMethod())) {
      super.service(request, response);
    } else {
      doPost(request, response);
    }
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String path = String.valueOf(request.getPathInfo());
    if (!PATHS.contains(path)) {
      response.sendError(HttpServletResponse.SC_NOT_FOUND);
      return;
    }
    response.setHeader("X-Checked", "yes");
    response.setContentType("text/plain");
    check(path, request, response);
  }

  private static void check(String path, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    switch (path) {
      case "/told", "/crowd" -> tell(request, response);
      case "/status", "/basic" -> response.setStatus(status(Credentials.of(request)));
      case "/redirect",
          "/relative",
          "/session",
          "/absolute",
          "/located",
          "/redirect-status",
          "/redirect-clear",
          "/redirect-both" ->
          Redirects.send(path, Credentials.of(request).right(), request, response);
      case "/body-flushed", "/body-printed", "/body-closed", "/body-sized", "/body-long" ->
          Bodies.write(path, Credentials.of(request).right(), response);
      case "/silent" -> response.getWriter().write("done");
      case "/async" -> answerLater(request, response);
      case "/parameter" -> echo(request, response, request.getParameter("password"));
      case "/stream" -> echo(request, response, stream(request));
      default -> echo(request, response, reader(request));
    }
  }

  /** Reports the outcome by {@code LoginOutcome}, with the same response for each outcome. */
  private static void tell(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Credentials credentials = Credentials.of(request);
    if (credentials.right()) {
      LoginOutcome.success(request, credentials.username());
    } else if (credentials.lost()) {
      LoginOutcome.error(request, credentials.username());
    } else {
      LoginOutcome.failure(request, credentials.username());
    }
    response.getWriter().write("done");
  }

  private static int status(Credentials credentials) {
    return credentials.right()
        ? HttpServletResponse.SC_NO_CONTENT
        : HttpServletResponse.SC_UNAUTHORIZED;
  }

  /** Answers on another thread, after the request thread has returned. */
  private static void answerLater(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    int status = status(Credentials.of(request));
    AsyncContext async = request.startAsync();
    async.start(
        () -> {
          response.setStatus(status);
          async.complete();
        });
  }

  private static void echo(HttpServletRequest request, HttpServletResponse response, String body)
      throws IOException {
    LoginOutcome.failure(request, "anybody");
    response.getWriter().write(body);
  }

  private static String stream(HttpServletRequest request) throws IOException {
    return new String(request.getInputStream().readAllBytes(), UTF_8);
  }

  private static String reader(HttpServletRequest request) throws IOException {
    try (BufferedReader reader = request.getReader()) {
      return reader.lines().collect(Collectors.joining());
    }
  }
}

package io.limitrate.internal.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.Call;
import io.limitrate.CallOutcome;
import io.limitrate.CallOutcome.Counting;
import io.limitrate.Endings;
import io.limitrate.Policy;
import io.limitrate.RateLimitExceededException;
import io.limitrate.servlet.WebApp;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.ee10.servlet.ErrorPageErrorHandler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A policy counts requests by their status, without a listener. */
class RequestCountTest {
  private static final int CAPACITY = 100;
  private static final Counting NOT_FOUND = Counting.of(List.of("404"), List.of());

  private final WebApp app = new WebApp();

  @AfterEach
  void close() {
    app.close();
  }

  private static Policy policy(Counting counting) {
    return Policy.builder("failed").quotas(CAPACITY + "/1h").key("global").count(counting).build();
  }

  private WebApp counting(Counting counting) {
    return app.limited(WebApp.configuration().limit("/*", policy(counting)));
  }

  private WebApp counting(String... statuses) {
    return counting(Counting.of(List.of(statuses), List.of()));
  }

  /** Waits until so many units are taken, for at most twenty seconds. */
  private void assertTaken(int units) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (taken() != units && deadline - System.nanoTime() > 0) {
      Thread.onSpinWait();
    }
    assertThat(taken()).isEqualTo(units);
  }

  private long taken() {
    Policy policy = app.application().policy("failed");
    return CAPACITY
        - app.application()
            .limiter()
            .peek(new Call() {}, List.of(policy))
            .charges()
            .get(0)
            .decision()
            .remaining();
  }

  @ParameterizedTest
  @ValueSource(strings = {"sent", "set", "forwarded", "async", "dispatched", "thread"})
  void countsARequestByItsStatus(String way) throws Exception {
    counting("404").servlet("/", RequestCountTest::answer).start();

    app.get("/" + way + "?status=404");
    app.get("/" + way + "?status=403");
    app.get("/" + way + "?status=200");

    assertTaken(1);
  }

  private static void answer(HttpServletRequest request, HttpServletResponse response)
      throws Exception {
    int status = Integer.parseInt(request.getParameter("status"));
    switch (request.getServletPath()) {
      case "/set" -> response.setStatus(status);
      case "/forwarded" -> request.getRequestDispatcher("/set").forward(request, response);
      case "/async" -> {
        AsyncContext async = request.startAsync();
        response.setStatus(status);
        async.complete();
      }
      case "/dispatched" -> request.startAsync().dispatch("/set");
      case "/thread" -> {
        AsyncContext async = request.startAsync();
        async.start(
            () -> {
              ((HttpServletResponse) async.getResponse()).setStatus(status);
              async.complete();
            });
      }
      default -> response.sendError(status);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bytes",
        "one",
        "printed",
        "characters",
        "line",
        "pair",
        "reset",
        "sent",
        "forwarded",
        "async",
        "twice"
      })
  void takesTheUnitsOfTheResponse(String way) throws Exception {
    counting(Counting.bySize(result -> true, 10, 50)).servlet("/", RequestCountTest::write).start();

    HttpResponse<String> answer = app.get("/" + way);

    assertThat(answer.headers().firstValue("X-RateLimit-Remaining")).contains("99");
    assertTaken(way.equals("sent") ? 1 : 3);
  }

  /** Writes 21 bytes, with or without a body that is discarded before. */
  private static void write(HttpServletRequest request, HttpServletResponse response)
      throws Exception {
    response.setContentType("text/plain;charset=UTF-8");
    switch (request.getServletPath()) {
      case "/one" -> {
        for (int i = 0; i < 21; i++) {
          response.getOutputStream().write('x');
        }
      }
      case "/printed" -> response.getOutputStream().println("\u20ac".repeat(6) + "e");
      case "/characters" -> response.getWriter().append("\u20ac".repeat(6)).append("\u00e9e");
      case "/line" -> {
        response.getWriter().print("x".repeat(21 - System.lineSeparator().length()));
        response.getWriter().println();
      }
      case "/pair" -> {
        response.getWriter().write("\ud83d\ude00".repeat(5));
        response.getWriter().write('x');
      }
      case "/reset" -> {
        response.getWriter().print("x".repeat(50));
        response.resetBuffer();
        response.getWriter().print("x".repeat(60));
        response.reset();
        response.getOutputStream().write(new byte[21]);
      }
      case "/sent" -> {
        response.getWriter().print("x".repeat(50));
        response.sendError(404);
      }
      case "/forwarded" -> request.getRequestDispatcher("/bytes").forward(request, response);
      case "/async" -> request.startAsync(request, response).dispatch("/bytes");
      case "/twice" -> request.startAsync().dispatch("/later");
      case "/later" -> {
        AsyncContext async = request.startAsync();
        async.getResponse().getOutputStream().write(new byte[21]);
        async.complete();
      }
      default -> response.getOutputStream().write(new byte[21]);
    }
  }

  @Test
  void aResponseWithoutABodyTakesAUnit() throws Exception {
    counting(Counting.bySize(result -> true, 10, 50))
        .servlet("/", (request, response) -> {})
        .start();

    app.get("/");

    assertTaken(1);
  }

  @Test
  void theHeadersContainTheReservedUnit() throws Exception {
    counting("404").servlet("/").start();

    HttpResponse<String> first = app.get("/");
    assertTaken(0);
    HttpResponse<String> second = app.get("/");

    assertThat(first.headers().firstValue("X-RateLimit-Remaining")).contains("99");
    assertThat(second.headers().firstValue("X-RateLimit-Remaining")).contains("99");
  }

  @Test
  void anExceptionWithoutAStatusIs500() throws Exception {
    counting("500")
        .servlet(
            "/",
            (request, response) -> {
              throw new ServletException("on purpose");
            })
        .servlet(
            "/error",
            (request, response) -> {
              throw new AssertionError("on purpose");
            })
        .start();

    app.get("/");
    app.get("/error");

    assertTaken(2);
  }

  @Test
  void anExceptionAfterTheAnswerHasTheStatusOfTheAnswer() throws Exception {
    counting("500")
        .servlet(
            "/",
            (request, response) -> {
              response.flushBuffer();
              throw new IllegalStateException("on purpose");
            })
        .start();

    app.brokenOff("GET /app/ HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");

    assertTaken(0);
  }

  @Test
  void countsByWhatLeavesTheFilterChain() throws Exception {
    counting(Counting.of(List.of(), List.of(UnsupportedOperationException.class)))
        .servlet(
            "/",
            (request, response) -> {
              throw new ServletException(new UnsupportedOperationException("on purpose"));
            })
        .servlet(
            "/other",
            (request, response) -> {
              throw new IllegalStateException("on purpose");
            })
        .start();

    app.get("/");
    app.get("/other");

    assertTaken(1);
  }

  @Test
  void aThrownRejectionThatTheFilterAnswersHasTheOutcomeThrew() throws Exception {
    Policy used = Policy.builder("used").quotas("1/1h").build();
    counting(result -> result.outcome() == CallOutcome.THREW)
        .servlet(
            "/",
            (request, response) -> {
              app.application().limiter().check(new Call() {}, List.of(used));
              throw new RateLimitExceededException(
                  app.application().limiter().check(new Call() {}, List.of(used)));
            })
        .start();

    assertThat(app.get("/").statusCode()).isEqualTo(429);

    assertTaken(1);
  }

  @Test
  void theStatusOfAnErrorPageReplacesTheStatusBefore() throws Exception {
    errorPage();
    counting("404")
        .servlet(
            "/throws",
            (request, response) -> {
              throw new ServletException("on purpose");
            })
        .servlet("/sends", (request, response) -> response.sendError(404))
        .start();

    app.get("/throws?status=404");
    assertTaken(1);
    app.get("/sends?status=410");
    assertTaken(1);
  }

  @Test
  void anExceptionCountsWhateverTheErrorPageAnswers() throws Exception {
    errorPage();
    counting(Counting.of(List.of(), List.of(ServletException.class)))
        .servlet(
            "/throws",
            (request, response) -> {
              throw new ServletException("on purpose");
            })
        .start();

    app.get("/throws?status=200");

    assertTaken(1);
  }

  /** Adds an error page that answers with the status of the request's query. */
  private void errorPage() {
    ErrorPageErrorHandler pages = new ErrorPageErrorHandler();
    pages.addErrorPage(ErrorPageErrorHandler.GLOBAL_ERROR_PAGE, "/page");
    app.context().setErrorHandler(pages);
    app.servlet(
        "/page",
        (request, response) ->
            response.setStatus(Integer.parseInt(request.getParameter("status"))));
  }

  @Test
  void anAsynchronousRequestThatTimesOutHasTheStatusOfItsAnswer() throws Exception {
    counting("500")
        .servlet("/", (request, response) -> request.startAsync().setTimeout(50))
        .start();

    app.get("/");

    assertTaken(1);
  }

  @Test
  void aClientThatHangsUpGetsNothingBack() throws Exception {
    Endings endings = new Endings();
    app.limited(WebApp.configuration().limit("/*", policy(NOT_FOUND)).listener(endings))
        .servlet(
            "/write",
            (request, response) -> {
              while (true) {
                response.getOutputStream().write(new byte[10_000]);
                response.flushBuffer();
              }
            })
        .servlet("/hides", RequestCountTest::writeAndHideTheFailure)
        .servlet("/read", (request, response) -> request.getInputStream().readAllBytes())
        .servlet(
            "/backend",
            (request, response) -> {
              throw new IOException("the backend fails");
            })
        .start();

    hangUp("GET /app/write HTTP/1.1\r\nHost: x\r\n\r\n");
    hangUp("GET /app/hides HTTP/1.1\r\nHost: x\r\n\r\n");
    hangUp("POST /app/read HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nbegin");
    app.get("/backend");

    assertThat(endings.await(4)).hasSize(4);
    assertTaken(3);
  }

  private static void writeAndHideTheFailure(
      HttpServletRequest request, HttpServletResponse response) {
    try {
      while (true) {
        response.getOutputStream().write(new byte[10_000]);
        response.flushBuffer();
      }
    } catch (IOException e) {
      assertThat(response.isCommitted()).isTrue();
    }
  }

  private void hangUp(String request) throws IOException {
    int before = app.served();
    try (var client = app.connect()) {
      client.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      while (app.served() == before) {
        Thread.onSpinWait();
      }
      client.setSoLinger(true, 0);
    }
  }
}

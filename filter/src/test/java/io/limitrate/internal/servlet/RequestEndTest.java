package io.limitrate.internal.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.limitrate.Call;
import io.limitrate.CallOutcome;
import io.limitrate.Endings;
import io.limitrate.Policy;
import io.limitrate.RateLimitExceededException;
import io.limitrate.internal.engine.Execution;
import io.limitrate.servlet.WebApp;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Each permitted request ends once, however it ends. */
class RequestEndTest {
  private final WebApp app = new WebApp();
  private final Endings endings = new Endings();

  @AfterEach
  void close() {
    app.close();
  }

  private WebApp limited(String quotas, Map<String, String> initParams) {
    Policy site = Policy.builder("site").quotas(quotas).build();
    return app.limited(WebApp.configuration().limit("/*", site).listener(endings), initParams);
  }

  private WebApp limited() {
    return limited("100/1h", Map.of());
  }

  @Test
  void requestThatReturns() throws Exception {
    limited().servlet("/").start();

    app.get("/");
    app.get("/");

    assertThat(endings.await(2)).containsExactly("site RETURNED", "site RETURNED");
    assertThat(endings.inFlight()).isZero();
  }

  @Test
  void rejectedRequestDoesNotEnd() throws Exception {
    limited("1/1h", Map.of()).servlet("/").start();

    app.get("/");
    app.get("/");

    assertThat(endings.await(1)).containsExactly("site RETURNED");
    assertThat(endings.inFlight()).isZero();
  }

  @Test
  void requestThatThrowsWithItsErrorDispatch() throws Exception {
    limited()
        .servlet(
            "/exception",
            (request, response) -> {
              throw new ServletException("on purpose");
            })
        .servlet(
            "/error",
            (request, response) -> {
              throw new AssertionError("on purpose");
            })
        .servlet("/page")
        .start();

    app.get("/exception");
    app.get("/error");

    assertThat(endings.await(2)).containsExactly("site THREW", "site THREW");
    assertThat(endings.inFlight()).isZero();
  }

  @Test
  void rejectionThatTheApplicationThrows() throws Exception {
    Policy method = Policy.builder("method").quotas("1/1h").build();
    limited()
        .servlet(
            "/",
            (request, response) -> {
              for (int i = 0; i < 2; i++) {
                Execution verdict =
                    app.application().limiter().check(new Call() {}, List.of(method));
                if (!verdict.permitted()) {
                  throw new RateLimitExceededException(verdict);
                }
                verdict.end(CallOutcome.RETURNED);
              }
            })
        .start();

    assertThat(app.get("/").statusCode()).isEqualTo(429);

    assertThat(endings.await(2)).containsExactly("method RETURNED", "site THREW");
  }

  @Test
  void forwardAndIncludeEndWithTheirRequest() throws Exception {
    limited()
        .servlet("/", (request, response) -> pass(request, response))
        .servlet("/part", (request, response) -> assertThat(endings.soFar()).isEmpty())
        .start();

    app.get("/forward");

    assertThat(endings.await(1)).containsExactly("site RETURNED");
    assertThat(endings.inFlight()).isZero();
  }

  private void pass(HttpServletRequest request, HttpServletResponse response) throws Exception {
    request.getRequestDispatcher("/part").include(request, response);
    assertThat(endings.soFar()).isEmpty();
    request.getRequestDispatcher("/part").forward(request, response);
    assertThat(endings.soFar()).isEmpty();
  }

  @Test
  void asynchronousRequestThatCompletes() throws Exception {
    CompletableFuture<AsyncContext> started = new CompletableFuture<>();
    limited().servlet("/", (request, response) -> started.complete(request.startAsync())).start();

    CompletableFuture<Void> client = CompletableFuture.runAsync(() -> app.get("/"));
    AsyncContext async = started.get();
    assertThat(endings.inFlight()).isEqualTo(1);
    async.complete();
    client.get();

    assertThat(endings.await(1)).containsExactly("site RETURNED");
    assertThat(endings.inFlight()).isZero();
  }

  @Test
  void asynchronousRequestThatIsDispatched() throws Exception {
    limited()
        .servlet(
            "/",
            (request, response) -> {
              int cycle = request.getAttribute("cycle") instanceof Integer last ? last + 1 : 1;
              request.setAttribute("cycle", cycle);
              if (cycle < 4) {
                request.startAsync().dispatch();
              }
            })
        .start();

    app.get("/");

    assertThat(endings.await(1)).containsExactly("site RETURNED");
    assertThat(endings.inFlight()).isZero();
  }

  @Test
  void asynchronousRequestThatThrowsInItsDispatch() throws Exception {
    limited()
        .servlet(
            "/",
            (request, response) -> {
              if (request.getAttribute("second") != null) {
                throw new IllegalStateException("on purpose");
              }
              request.setAttribute("second", true);
              request.startAsync().dispatch();
            })
        .start();

    app.get("/");

    assertThat(endings.await(1)).containsExactly("site THREW");
  }

  @Test
  void asynchronousRequestThatTimesOut() throws Exception {
    limited().servlet("/", (request, response) -> request.startAsync().setTimeout(50)).start();

    app.get("/");

    assertThat(endings.await(1)).containsExactly("site TIMED_OUT");
    assertThat(endings.inFlight()).isZero();
  }

  @Test
  void requestThatCannotWaitGivesUp() throws Exception {
    limited("1/1h leaky-bucket queue 3", Map.of()).servlet("/").start();

    app.get("/");
    assertThat(app.get("/").statusCode()).isEqualTo(503);

    assertThat(endings.await(2)).containsExactly("site RETURNED", "site GAVE_UP");
    assertThat(endings.inFlight()).isZero();
  }

  @Test
  void delayedRequestEndsOnceAfterItsDispatch() throws Exception {
    limited("100/1s leaky-bucket queue 5", Map.of("queue", "dispatch")).servlet("/").start();

    app.get("/");
    app.get("/");

    assertThat(endings.await(2)).containsExactly("site RETURNED", "site RETURNED");
    assertThat(endings.inFlight()).isZero();
  }

  /** Without a listener, only a policy of calls in flight needs the ends of requests. */
  @Test
  void everyEndFreesTheSlot() throws Exception {
    Policy one = Policy.builder("site").quotas("1 in-flight").build();
    app.limited(WebApp.configuration().limit("/*", one), Map.of())
        .servlet(
            "/error",
            (request, response) -> {
              throw new AssertionError("on purpose");
            })
        .servlet("/timeout", (request, response) -> request.startAsync().setTimeout(50))
        .servlet("/complete", (request, response) -> request.startAsync().complete())
        .servlet("/")
        .start();

    for (int round = 0; round < 3; round++) {
      for (String path : List.of("/", "/error", "/timeout", "/complete", "/none")) {
        assertThat(await(() -> app.get(path).statusCode() != 429)).as(path).isTrue();
      }
    }
  }

  /** The server may answer the client a moment before it tells the end of the request. */
  private static boolean await(BooleanSupplier holds) {
    long untilNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (!holds.getAsBoolean() && System.nanoTime() - untilNanos < 0) {
      Thread.onSpinWait();
    }
    return holds.getAsBoolean();
  }

  @Test
  void rejectsARequestWhileAnotherOneRuns() throws Exception {
    CompletableFuture<AsyncContext> started = new CompletableFuture<>();
    Policy one = Policy.builder("site").quotas("1 in-flight").build();
    app.limited(WebApp.configuration().limit("/*", one), Map.of())
        .servlet("/", (request, response) -> started.complete(request.startAsync()))
        .start();
    CompletableFuture<Void> client = CompletableFuture.runAsync(() -> app.get("/"));
    AsyncContext async = started.get();

    HttpResponse<String> rejected = app.get("/");
    async.complete();
    client.get();

    assertThat(rejected.statusCode()).isEqualTo(429);
    assertThat(rejected.headers().firstValue("Retry-After")).hasValue("1");
    assertThat(rejected.body()).contains("Policy site allows 1 in-flight.");
  }

  @Test
  void clientThatLeavesEndsItsRequest() throws Exception {
    CompletableFuture<AsyncContext> started = new CompletableFuture<>();
    limited().servlet("/", (request, response) -> started.complete(request.startAsync())).start();
    try (Socket client = new Socket(app.uri("/").getHost(), app.uri("/").getPort())) {
      client
          .getOutputStream()
          .write("GET /app/ HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      started.get();
      client.setSoLinger(true, 0);
    }

    write(started.get());

    assertThat(endings.await(1)).hasSize(1).first().isIn("site ABORTED", "site RETURNED");
    assertThat(endings.inFlight()).isZero();
  }

  /** A stream whose client has left, and which the application does not complete. */
  @Test
  void aFailedWriteFreesTheSlotOfARequestThatNeverCompletes() throws Exception {
    CompletableFuture<HttpServletResponse> started = new CompletableFuture<>();
    Policy one = Policy.builder("site").quotas("1 in-flight").build();
    app.limited(WebApp.configuration().limit("/*", one), Map.of())
        .servlet(
            "/stream",
            (request, response) -> {
              request.startAsync().setTimeout(0);
              started.complete(response);
            })
        .servlet("/")
        .start();
    try (Socket client = new Socket(app.uri("/").getHost(), app.uri("/").getPort())) {
      client
          .getOutputStream()
          .write("GET /app/stream HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      started.get();
      assertThat(app.get("/").statusCode()).isEqualTo(429);
      client.setSoLinger(true, 0);
    }

    assertThatIOException().isThrownBy(() -> write(started.get()));

    assertThat(await(() -> app.get("/").statusCode() == 200)).isTrue();
  }

  private static void write(HttpServletResponse response) throws IOException {
    for (int i = 0; i < 1_000; i++) {
      response.getOutputStream().write(new byte[10_000]);
      response.flushBuffer();
    }
  }

  /** Writes until the container notices that the client has left. */
  private static void write(AsyncContext async) {
    try {
      for (int i = 0; i < 1_000; i++) {
        async.getResponse().getOutputStream().write(new byte[10_000]);
        async.getResponse().flushBuffer();
      }
    } catch (Exception e) {
      assertThat(e).isInstanceOfAny(IOException.class, IllegalStateException.class);
    } finally {
      complete(async);
    }
  }

  private static void complete(AsyncContext async) {
    try {
      async.complete();
    } catch (IllegalStateException e) {
      assertThat(e).isNotNull(); // the container has completed the request already
    }
  }
}

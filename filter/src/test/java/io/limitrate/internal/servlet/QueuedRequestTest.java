package io.limitrate.internal.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.CallScope;
import io.limitrate.Policy;
import io.limitrate.Verdict;
import io.limitrate.internal.engine.TestCall;
import io.limitrate.servlet.WebApp;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.Filter;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class QueuedRequestTest {
  private static final Map<String, String> DISPATCH = Map.of("queue", "dispatch");

  private final WebApp app = new WebApp();
  private final List<Object> seen = new CopyOnWriteArrayList<>();

  @AfterEach
  void close() {
    app.close();
  }

  private WebApp queueing(String quota, String key, Map<String, String> initParams) {
    Policy queue = Policy.builder("queue").quotas(quota).key(key).build();
    return app.limited(WebApp.configuration().limit("/*", queue), initParams)
        .servlet(
            "/",
            (request, response) -> {
              seen.add(request.getDispatcherType() + " " + (CallScope.current() != null));
              response.getWriter().write(String.valueOf(request.getParameter("k")));
            });
  }

  /**
   * The application's clock stands still, so each turn comes ten real milliseconds after the last.
   */
  private Duration timeOf(Runnable work) {
    long startNanos = System.nanoTime();
    work.run();
    return Duration.ofNanos(System.nanoTime() - startNanos);
  }

  @Test
  void delayedRequestWaitsOnItsThreadForItsTurn() throws Exception {
    queueing("100/1s leaky-bucket queue 5", "ip", Map.of()).start();
    app.get("/");

    Duration time = timeOf(() -> assertThat(app.get("/").statusCode()).isEqualTo(200));

    assertThat(time).isGreaterThanOrEqualTo(Duration.ofMillis(10));
    assertThat(seen).containsExactly("REQUEST true", "REQUEST true");
  }

  @Test
  void delayedRequestIsDispatchedAtItsTurn() throws Exception {
    queueing("100/1s leaky-bucket queue 5", "ip", DISPATCH).start();
    app.get("/");

    Duration time = timeOf(() -> assertThat(app.get("/").statusCode()).isEqualTo(200));

    assertThat(time).isGreaterThanOrEqualTo(Duration.ofMillis(10));
    assertThat(seen).containsExactly("REQUEST true", "ASYNC true");
  }

  @Test
  void bodyThatWasReadForTheKeySurvivesTheDispatch() throws Exception {
    queueing("100/1s leaky-bucket queue 5", "form:k", DISPATCH).start();
    String[] form = {"Content-Type", "application/x-www-form-urlencoded"};
    app.send("POST", "/", "k=me", form);

    HttpResponse<String> delayed = app.send("POST", "/", "k=me", form);

    assertThat(delayed.body()).isEqualTo("me");
    assertThat(seen).containsExactly("REQUEST true", "ASYNC true");
  }

  @Test
  void delayedRequestThatCannotBeAsynchronousWaitsOnItsThread() throws Exception {
    Filter synchronous =
        (request, response, chain) ->
            chain.doFilter(new Synchronous((HttpServletRequest) request), response);
    app.filter(synchronous);
    queueing("100/1s leaky-bucket queue 5", "ip", DISPATCH).start();

    app.get("/");
    app.get("/");

    assertThat(seen).containsExactly("REQUEST true", "REQUEST true");
  }

  private static final class Synchronous extends HttpServletRequestWrapper {
    Synchronous(HttpServletRequest request) {
      super(request);
    }

    @Override
    public AsyncContext startAsync(ServletRequest request, ServletResponse response) {
      throw new IllegalStateException("not here");
    }
  }

  @Test
  void waitThatIsTooLongForAThreadIsRejectedAndTakesNothing() throws Exception {
    queueing("1/1h leaky-bucket queue 3", "ip", Map.of()).start();
    app.get("/");

    for (int i = 0; i < 5; i++) {
      HttpResponse<String> rejected = app.get("/");

      assertThat(rejected.statusCode()).isEqualTo(503);
      assertThat(rejected.headers().firstValue("Retry-After")).contains("3600");
    }
  }

  @Test
  void requestsAtOnceLeaveAtThePaceOfTheBucketWithoutThreadsAndTheRestIsRejectedAtOnce()
      throws Exception {
    List<Long> servedNanos = new CopyOnWriteArrayList<>();
    Policy queue = Policy.builder("queue").quotas("100/1s leaky-bucket queue 50").key("ip").build();
    app.realTime()
        .limited(WebApp.configuration().limit("/*", queue), DISPATCH)
        .servlet("/", (request, response) -> servedNanos.add(System.nanoTime()))
        .start();
    List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      answers.add(app.sendAsync(HttpRequest.newBuilder(app.uri("/")).build()));
    }

    List<HttpResponse<String>> all = answers.stream().map(CompletableFuture::join).toList();

    List<HttpResponse<String>> rejected =
        all.stream().filter(answer -> answer.statusCode() == 429).toList();
    assertThat(rejected).isNotEmpty();
    assertThat(rejected)
        .allMatch(answer -> answer.headers().firstValue("Retry-After").equals(Optional.of("1")));
    assertThat(servedNanos).hasSizeGreaterThan(50).hasSize(200 - rejected.size());
    long lastingNanos = servedNanos.get(servedNanos.size() - 1) - servedNanos.get(0);
    assertThat(Duration.ofNanos(lastingNanos))
        .isGreaterThan(Duration.ofMillis(9).multipliedBy(servedNanos.size() - 1));
  }

  @Test
  void waitingRequestsHoldNoThread() throws Exception {
    Policy queue = Policy.builder("queue").quotas("1/1h leaky-bucket queue 100").key("ip").build();
    app.limited(WebApp.configuration().limit("/*", queue), DISPATCH).servlet("/").start();
    app.get("/");
    for (int i = 0; i < 100; i++) {
      CompletableFuture<HttpResponse<String>> unused =
          app.sendAsync(HttpRequest.newBuilder(app.uri("/")).build());
    }
    await(() -> remaining(queue) == 0);

    assertThat(app.get("/").statusCode()).isEqualTo(429);
    await(() -> threadsInTheFilter() == 0);
  }

  private static long threadsInTheFilter() {
    return Thread.getAllStackTraces().values().stream()
        .filter(
            stack ->
                Arrays.stream(stack)
                    .anyMatch(frame -> frame.getClassName().equals(RequestLimiter.class.getName())))
        .count();
  }

  @Test
  void requestWhoseClientLeavesGivesItsPlaceBack() throws Exception {
    Policy queue = Policy.builder("queue").quotas("1/1h leaky-bucket queue 3").key("ip").build();
    app.limited(WebApp.configuration().limit("/*", queue), DISPATCH).servlet("/").start();
    HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build();
    HttpRequest request = HttpRequest.newBuilder(app.uri("/")).build();
    assertThat(client.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
    CompletableFuture<HttpResponse<String>> waiting =
        client.sendAsync(request, BodyHandlers.ofString());
    await(() -> remaining(queue) == 2);

    waiting.cancel(true);

    await(() -> remaining(queue) == 3);
  }

  private long remaining(Policy policy) {
    TestCall call = new TestCall().with("ip", "127.0.0.1");
    Verdict verdict = app.application().limiter().peek(call, List.of(policy));
    return verdict.charges().get(0).decision().remaining();
  }

  private static void await(BooleanSupplier condition) {
    long untilNanos = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime() - untilNanos).as("time-out of the condition").isNegative();
      Thread.onSpinWait();
    }
  }
}

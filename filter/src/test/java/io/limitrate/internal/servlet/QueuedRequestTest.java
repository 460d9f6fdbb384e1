package io.limitrate.internal.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.CallScope;
import io.limitrate.Policy;
import io.limitrate.servlet.WebApp;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.Filter;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
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
}

package io.limitrate.internal.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.Call;
import io.limitrate.CallScope;
import io.limitrate.Policy;
import io.limitrate.RateLimitExceededException;
import io.limitrate.servlet.WebApp;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.UndeclaredThrowableException;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A rejection that leaves the application as the cause of another exception. */
class WrappedRejectionTest {
  private static final Policy METHOD =
      Policy.builder("method").quotas("1/1h").key("global").build();

  private final WebApp app = new WebApp();

  @AfterEach
  void close() {
    app.close();
  }

  private static Stream<Named<Function<Exception, Exception>>> wrappers() {
    return Stream.of(
        Named.of("CompletionException", CompletionException::new),
        Named.of("UndeclaredThrowableException", UndeclaredThrowableException::new),
        Named.of("IllegalStateException", IllegalStateException::new),
        Named.of("IOException", IOException::new),
        Named.of("ServletException", ServletException::new),
        Named.of(
            "ExecutionException in a RuntimeException",
            e -> new RuntimeException(new ExecutionException(e))),
        Named.of(
            "InvocationTargetException in a ServletException",
            e -> new ServletException(new InvocationTargetException(e))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("wrappers")
  void isAnsweredAsTheRejectionItself(Function<Exception, Exception> wrapper) throws Exception {
    start(wrapper);

    HttpResponse<String> answer = app.get("/");

    assertThat(answer.statusCode()).isEqualTo(429);
    assertThat(answer.headers().firstValue("Retry-After")).contains("3600");
    assertThat(answer.headers().firstValue("X-RateLimit-Remaining")).contains("0");
    assertThat(answer.body()).contains("\"violated-policies\":[\"method\"]");
  }

  @Test
  void isAnsweredInTheDispatchThatEndsAnAsynchronousRequest() throws Exception {
    app.limited(WebApp.configuration())
        .servlet(
            "/",
            (request, response) -> {
              if (request.getDispatcherType() == DispatcherType.ASYNC) {
                throw new CompletionException(exceeded());
              }
              AsyncContext async = request.startAsync();
              async.start(async::dispatch);
            })
        .start();
    take();

    assertThat(app.get("/").statusCode()).isEqualTo(429);
  }

  @Test
  void isPassedOnAfterTheResponseIsCommitted() throws Exception {
    app.limited(WebApp.configuration())
        .servlet(
            "/",
            (request, response) -> {
              response.setContentLength(100);
              response.getWriter().write("partial");
              response.flushBuffer();
              throw new CompletionException(exceeded());
            })
        .start();
    take();

    assertThat(app.exchange("GET /app/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
        .startsWith("HTTP/1.1 200 ")
        .endsWith("partial");
  }

  private void start(Function<Exception, Exception> wrapper) throws Exception {
    app.limited(WebApp.configuration())
        .filter(
            (request, response, chain) -> {
              Exception wrapped = wrapper.apply(exceeded());
              if (wrapped instanceof IOException e) {
                throw e;
              }
              if (wrapped instanceof ServletException e) {
                throw e;
              }
              throw (RuntimeException) wrapped;
            })
        .servlet("/")
        .start();
    take();
  }

  private void take() {
    app.application().limiter().check(new Call() {}, List.of(METHOD));
  }

  private RateLimitExceededException exceeded() {
    return new RateLimitExceededException(
        app.application().limiter().check(CallScope.current(), List.of(METHOD)));
  }
}

package io.limitrate.internal.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.CallScope;
import io.limitrate.Policy;
import io.limitrate.internal.servlet.request.HttpCall;
import io.limitrate.servlet.WebApp;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.DispatcherType;
import java.net.http.HttpResponse;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.jetty.ee10.servlet.ErrorPageErrorHandler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DispatchTest {
  private final WebApp app = new WebApp();

  @BeforeEach
  void limit() {
    Policy api = Policy.builder("api").quotas("10/1h").key("ip").build();
    app.limited(WebApp.configuration().limit("/*", api)).servlet("/target");
  }

  @AfterEach
  void close() {
    app.close();
  }

  private void assertChargedOnce(int status) {
    HttpResponse<String> response = app.get("/");

    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(response.headers().allValues("X-RateLimit-Remaining")).containsExactly("9");
    assertThat(app.get("/target").headers().firstValue("X-RateLimit-Remaining")).contains("8");
  }

  @Test
  void forwardIsTheSameRequest() throws Exception {
    app.servlet(
            "/",
            (request, response) ->
                request.getRequestDispatcher("/target").forward(request, response))
        .start();

    assertChargedOnce(200);
  }

  @Test
  void includeIsTheSameRequest() throws Exception {
    app.servlet(
            "/",
            (request, response) ->
                request.getRequestDispatcher("/target").include(request, response))
        .start();

    assertChargedOnce(200);
  }

  @Test
  void asyncDispatchIsTheSameRequest() throws Exception {
    AtomicReference<Object> scope = new AtomicReference<>();
    app.servlet(
            "/",
            (request, response) -> {
              if (request.getDispatcherType() == DispatcherType.REQUEST) {
                request.startAsync().dispatch();
              } else {
                scope.set(CallScope.current());
              }
            })
        .start();

    assertChargedOnce(200);
    assertThat(scope.get()).isInstanceOf(HttpCall.class);
  }

  @Test
  void asyncAnswerOfAnotherThreadIsTheSameRequest() throws Exception {
    app.servlet(
            "/",
            (request, response) -> {
              AsyncContext async = request.startAsync();
              async.start(async::complete);
            })
        .start();

    assertChargedOnce(200);
  }

  @Test
  void errorPageIsTheSameRequest() throws Exception {
    ErrorPageErrorHandler pages = new ErrorPageErrorHandler();
    pages.addErrorPage(404, "/target");
    app.context().setErrorHandler(pages);
    app.servlet("/", (request, response) -> response.sendError(404)).start();

    assertChargedOnce(404);
  }

  @Test
  void errorOfTheApplicationIsTheSameRequest() throws Exception {
    ErrorPageErrorHandler pages = new ErrorPageErrorHandler();
    pages.addErrorPage(IllegalStateException.class, "/target");
    app.context().setErrorHandler(pages);
    app.servlet(
            "/",
            (request, response) -> {
              throw new IllegalStateException("mine");
            })
        .start();

    assertChargedOnce(500);
  }
}

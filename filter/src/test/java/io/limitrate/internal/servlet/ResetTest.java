package io.limitrate.internal.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.Call;
import io.limitrate.CallScope;
import io.limitrate.Policy;
import io.limitrate.RateLimitExceededException;
import io.limitrate.servlet.WebApp;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletResponse;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Our headers on an answer that the application has reset, or writes for a rejection. */
class ResetTest {
  private static final Policy METHOD =
      Policy.builder("method").quotas("1/1h").key("global").build();

  private final WebApp app = new WebApp();

  @AfterEach
  void close() {
    app.close();
  }

  private void start(WebApp.Service service) throws Exception {
    Policy site = Policy.builder("site").quotas("9/1h").key("ip").build();
    app.limited(WebApp.configuration().limit("/*", site)).servlet("/", service).start();
    app.application().limiter().check(new Call() {}, List.of(METHOD));
  }

  @Test
  void headersRemainAfterAReset() throws Exception {
    start(
        (request, response) -> {
          response.setHeader("X-Own", "lost");
          response.reset();
        });

    HttpResponse<String> answer = app.get("/");

    assertThat(answer.headers().map()).doesNotContainKey("x-own");
    assertThat(answer.headers().allValues("X-RateLimit-Remaining")).containsExactly("8");
  }

  @Test
  void headersRemainAfterAResetInAnAsynchronousDispatch() throws Exception {
    start(
        (request, response) -> {
          if (request.getDispatcherType() == DispatcherType.ASYNC) {
            response.reset();
          } else {
            AsyncContext async = request.startAsync();
            async.start(async::dispatch);
          }
        });

    assertThat(app.get("/").headers().allValues("X-RateLimit-Remaining")).containsExactly("8");
  }

  @Test
  void answerOfTheApplicationToARejectionHasRetryAfter() throws Exception {
    start(
        (request, response) -> {
          rejected();
          response.reset();
          response.setStatus(429);
          response.getWriter().write("own");
        });

    HttpResponse<String> answer = app.get("/");

    assertThat(answer.body()).isEqualTo("own");
    assertThat(answer.headers().allValues("Retry-After")).containsExactly("3600");
    assertThat(answer.headers().allValues("Cache-Control")).containsExactly("no-store");
    assertThat(answer.headers().allValues("X-RateLimit-Remaining")).containsExactly("0");
  }

  @Test
  void errorPageForARejectionHasRetryAfter() throws Exception {
    start(
        (request, response) -> {
          rejected();
          response.sendError(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
        });

    assertThat(app.get("/").headers().allValues("Retry-After")).containsExactly("3600");
  }

  @Test
  void retryAfterOfTheApplicationIsTheOnlyOne() throws Exception {
    start(
        (request, response) -> {
          rejected();
          response.setStatus(429);
          response.addIntHeader("Retry-After", 7);
        });

    assertThat(app.get("/").headers().allValues("Retry-After")).containsExactly("7");
  }

  @Test
  void answerWithoutARejectionHasNoRetryAfter() throws Exception {
    start((request, response) -> response.setStatus(429));

    assertThat(app.get("/").headers().map()).doesNotContainKey("retry-after");
  }

  /** Rejects as an annotated method does; the application catches the exception. */
  private RateLimitExceededException rejected() {
    return new RateLimitExceededException(
        app.application().limiter().check(CallScope.current(), List.of(METHOD)));
  }
}

package io.limitrate.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.Policy;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Where a container sets the status of the response that a listener was added with. */
class ListenerResponseTest {
  private static final long LONGEST_NANOS = 10_000_000_000L;

  private final LoginApp login = new LoginApp();
  private final List<HttpServletResponse> added = new CopyOnWriteArrayList<>();

  @AfterEach
  void close() {
    login.close();
  }

  @Test
  void listenerOfALoginHasNoEffectOnItsAnswer() throws Exception {
    noteListeners();
    login.start(
        login.configuration(LoginApp.settings()),
        (request, response) -> {
          AsyncContext async = request.startAsync();
          async.start(
              () -> {
                awaitListener();
                answer(response);
                async.complete();
              });
        });

    assertThat(login.login("198.51.100.1", "bob", "right").statusCode()).isEqualTo(204);
  }

  @Test
  void listenerOfAQueuedRequestHasNoEffectOnItsAnswer() throws Exception {
    noteListeners();
    Policy queue = Policy.builder("queue").quotas("100/1s leaky-bucket queue 5").key("ip").build();
    login
        .app()
        .limited(WebApp.configuration().limit("/*", queue), Map.of("queue", "dispatch"))
        .servlet("/", (request, response) -> answer(response))
        .start();
    login.app().get("/");

    assertThat(login.app().get("/").statusCode()).isEqualTo(204);
    assertThat(added).isNotEmpty();
  }

  /** Until the request's own thread has added one; for long at most, where it never does. */
  private void awaitListener() {
    long start = System.nanoTime();
    while (added.isEmpty() && System.nanoTime() - start < LONGEST_NANOS) {
      Thread.onSpinWait();
    }
  }

  /** As GlassFish does it when the request is completed. */
  private void answer(HttpServletResponse response) {
    response.setStatus(HttpServletResponse.SC_NO_CONTENT);
    added.forEach(each -> each.setStatus(HttpServletResponse.SC_OK));
  }

  /** In front of the limiter's filter. */
  private void noteListeners() {
    login
        .app()
        .filter(
            (request, response, chain) ->
                chain.doFilter(
                    new Noting((HttpServletRequest) request, (HttpServletResponse) response),
                    response));
  }

  /** Notes the response of each listener: if none is given, that of the request. */
  private final class Noting extends HttpServletRequestWrapper {
    private final HttpServletResponse response;

    Noting(HttpServletRequest request, HttpServletResponse response) {
      super(request);
      this.response = response;
    }

    @Override
    public AsyncContext startAsync(ServletRequest request, ServletResponse other) {
      return noting(super.startAsync(request, other));
    }

    @Override
    public AsyncContext getAsyncContext() {
      return noting(super.getAsyncContext());
    }

    private AsyncContext noting(AsyncContext context) {
      return (AsyncContext)
          Proxy.newProxyInstance(
              getClass().getClassLoader(),
              new Class<?>[] {AsyncContext.class},
              (proxy, method, arguments) -> invoke(context, method, arguments));
    }

    private Object invoke(AsyncContext context, Method method, Object[] arguments)
        throws Throwable {
      if (method.getName().equals("addListener")) {
        added.add(arguments.length == 1 ? response : (HttpServletResponse) arguments[2]);
      }
      try {
        return method.invoke(context, arguments);
      } catch (InvocationTargetException e) {
        throw e.getCause();
      }
    }
  }
}

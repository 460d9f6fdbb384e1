package io.limitrate.internal.login.servlet;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A filter before ours that records the listeners of asynchronous requests, so that a test can call
 * them without waiting for the server.
 */
final class AddedListeners implements Filter {
  private static final long LONGEST_NANOS = 10_000_000_000L;

  private final List<Added> added = new CopyOnWriteArrayList<>();

  /**
   * An added listener.
   *
   * @param response the response with which it was added, else the response of the request
   */
  record Added(AsyncListener listener, HttpServletResponse response) {}

  List<Added> all() {
    return added;
  }

  /** Waits until the request's thread has added a listener. */
  List<Added> await() {
    long start = System.nanoTime();
    while (added.isEmpty() && System.nanoTime() - start < LONGEST_NANOS) {
      Thread.onSpinWait();
    }
    return added;
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    chain.doFilter(
        new Noting((HttpServletRequest) request, (HttpServletResponse) response), response);
  }

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
        HttpServletResponse given =
            arguments.length == 1 ? response : (HttpServletResponse) arguments[2];
        added.add(new Added((AsyncListener) arguments[0], given));
      }
      try {
        return method.invoke(context, arguments);
      } catch (InvocationTargetException e) {
        throw e.getCause();
      }
    }
  }
}

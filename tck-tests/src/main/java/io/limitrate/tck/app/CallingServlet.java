package io.limitrate.tck.app;

import io.limitrate.RateLimitExceededException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.reflect.UndeclaredThrowableException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/**
 * Calls the method that the path names, once for each parameter {@code call}, and writes whether
 * each call ran. With the parameter {@code thrown}, the container receives the exception of a
 * rejected call, or another exception that wraps it; the value of the parameter names the wrapper.
 */
public abstract class CallingServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  /** Creates the servlet. The container calls this constructor. */
  protected CallingServlet() {}

  /** Returns the method that the path names, with the argument for a method that takes one. */
  protected abstract Supplier<?> call(String path, String argument);

  @Override
  protected final void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    List<Object> answers = new ArrayList<>();
    for (String argument : request.getParameterValues("call")) {
      Supplier<?> call = call(String.valueOf(request.getPathInfo()), argument);
      String wrapper = request.getParameter("thrown");
      answers.add(wrapper != null ? thrown(call, wrapper) : tried(call));
    }
    response.setContentType("text/plain");
    response.getWriter().write(String.join(" ", answers.stream().map(String::valueOf).toList()));
  }

  private static Object thrown(Supplier<?> call, String wrapper) throws IOException {
    try {
      return call.get();
    } catch (RateLimitExceededException e) {
      switch (wrapper) {
        case "completion" -> throw new CompletionException(e);
        case "undeclared" -> throw new UndeclaredThrowableException(e);
        case "state" -> throw new IllegalStateException(e);
        case "io" -> throw new IOException(e);
        default -> throw e;
      }
    }
  }

  /** Returns {@code ran} if the call returned a text, and {@code lost} if the text was empty. */
  private static String tried(Supplier<?> call) {
    try {
      return Objects.toString(call.get(), "").isEmpty() ? "lost" : "ran";
    } catch (RateLimitExceededException e) {
      return "rejected";
    } catch (CompletionException e) {
      return e.getCause() instanceof RateLimitExceededException ? "rejected" : "failed";
    }
  }
}

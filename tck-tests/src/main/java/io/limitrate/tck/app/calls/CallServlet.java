package io.limitrate.tck.app.calls;

import io.limitrate.RateLimitExceededException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/**
 * Calls the method that the path names, once for each parameter {@code call}, and says of each call
 * whether it ran. With the parameter {@code thrown}, the container sees what a refused call throws.
 */
public final class CallServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  /** For the container. */
  public CallServlet() {}

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    StringBuilder answer = new StringBuilder();
    for (String argument : request.getParameterValues("call")) {
      Supplier<String> call = call(String.valueOf(request.getPathInfo()), argument);
      answer.append(request.getParameter("thrown") != null ? call.get() : tried(call)).append(' ');
    }
    response.setContentType("text/plain");
    response.getWriter().write(answer.toString());
  }

  private static Supplier<String> call(String path, String argument) {
    Service service = new Service();
    return switch (path) {
      case "/object" -> service::ofAnObject;
      case "/class" -> Service::ofAClass;
      case "/within" -> service::within;
      case "/later" -> () -> service.later().toCompletableFuture().join();
      case "/keyed" -> () -> service.keyed(argument);
      case "/costly" -> () -> service.costly(Long.parseLong(argument));
      case "/interface" -> service::ofAnInterface;
      default -> throw new IllegalArgumentException(path);
    };
  }

  private static String tried(Supplier<String> call) {
    try {
      return call.get().isEmpty() ? "empty" : "ran";
    } catch (RateLimitExceededException e) {
      return "refused";
    } catch (CompletionException e) {
      return e.getCause() instanceof RateLimitExceededException ? "refused" : "failed";
    }
  }
}

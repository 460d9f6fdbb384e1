package io.limitrate.tck.app.cdi;

import io.limitrate.RateLimitExceededException;
import io.limitrate.aspect.Weaving;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/**
 * Calls the bean's method that the path names, once for each parameter {@code call}, and says of
 * each call whether it ran. With the parameter {@code thrown}, the container sees what a refused
 * call throws.
 */
@WebServlet("/cdi/call/*")
public class CallServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  @Inject private transient Service service;
  @Inject private transient Tariff tariff;

  /** For the container. */
  public CallServlet() {}

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    StringBuilder answer = new StringBuilder();
    for (String argument : request.getParameterValues("call")) {
      Supplier<?> call = call(String.valueOf(request.getPathInfo()), argument);
      answer.append(request.getParameter("thrown") != null ? call.get() : tried(call)).append(' ');
    }
    response.setContentType("text/plain");
    response.getWriter().write(answer.toString().strip());
  }

  private Supplier<?> call(String path, String argument) {
    return switch (path) {
      case "/plain" -> service::plain;
      case "/thrown" -> service::thrown;
      case "/hidden" -> service::hidden;
      case "/self" -> service::self;
      case "/keyed" -> () -> service.keyed(argument);
      case "/later" -> () -> service.later().toCompletableFuture().join();
      case "/queued" -> () -> service.queued().toCompletableFuture().join();
      case "/once" -> service::once;
      case "/class/shared" -> tariff::shared;
      case "/class/several" -> tariff::several;
      case "/class/exempt" -> tariff::exempt;
      case "/class/hidden" -> tariff::hidden;
      case "/class/text" -> tariff::toString;
      case "/woven" -> CallServlet::woven;
      default -> throw new IllegalArgumentException(path);
    };
  }

  private static String woven() {
    try {
      return String.valueOf(Weaving.woven(Service.class, Service.class.getMethod("own")));
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String tried(Supplier<?> call) {
    try {
      return call.get() == null ? "lost" : "ran";
    } catch (RateLimitExceededException e) {
      return "refused";
    } catch (CompletionException e) {
      return e.getCause() instanceof RateLimitExceededException ? "refused" : "failed";
    }
  }
}

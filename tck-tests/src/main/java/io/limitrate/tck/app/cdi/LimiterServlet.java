package io.limitrate.tck.app.cdi;

import io.limitrate.Limiter;
import io.limitrate.Verdict;
import io.limitrate.internal.servlet.request.HttpCall;
import io.limitrate.runtime.Limitrate;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Objects;

/** Asks the limiter itself, for a policy that no rule names. */
@WebServlet("/cdi/limiter")
public class LimiterServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  @Inject private transient Limiter limiter;

  /** For the container. */
  public LimiterServlet() {}

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    HttpCall call = Objects.requireNonNull(HttpCall.find(request));
    Verdict verdict = limiter.check(call, List.of(Limitrate.current().policy("cdi-limiter")));
    response.setContentType("text/plain");
    response.getWriter().write(verdict.permitted() ? "permitted" : "rejected");
  }
}

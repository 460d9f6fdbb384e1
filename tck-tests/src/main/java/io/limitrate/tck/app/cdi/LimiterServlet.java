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

/** Calls the injected limiter with a policy that no rule applies. */
@WebServlet("/cdi/limiter")
public class LimiterServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  @Inject private transient Limiter limiter;

  /** Creates the servlet. The container calls this constructor. */
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

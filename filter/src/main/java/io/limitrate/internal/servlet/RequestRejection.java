package io.limitrate.internal.servlet;

import io.limitrate.internal.application.Application;
import io.limitrate.internal.engine.Denial;
import io.limitrate.internal.engine.Execution;
import io.limitrate.internal.login.servlet.PassRequests;
import io.limitrate.internal.pass.CallerPasses;
import io.limitrate.internal.response.Rejection;
import io.limitrate.internal.servlet.request.RejectionWriter;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Answers rejected requests. */
final class RequestRejection {
  private RequestRejection() {}

  static void write(
      Application application,
      Execution execution,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException, ServletException {
    RejectionWriter.write(rejection(application, execution, request), request, response);
  }

  /** A preflight cannot solve a challenge: it sends no cookies, and no page shows its answer. */
  private static Rejection rejection(
      Application application, Execution execution, HttpServletRequest request) {
    CallerPasses passes = application.passes();
    return passes != null && execution instanceof Denial && !request.getMethod().equals("OPTIONS")
        ? PassRequests.asking(application, passes, request)
        : application.rejections().of(execution, request.getHeader("Accept"));
  }
}

package io.limitrate.servlet;

import io.limitrate.RateLimitExceededException;
import io.limitrate.http.Refusal;
import io.limitrate.login.LoginRefusedException;
import io.limitrate.runtime.Limitrate;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Answers the refusal of an annotated method that nobody caught. */
final class ThrownRefusal {
  private static final int DEEPEST_CAUSE = 8;

  private ThrownRefusal() {}

  /** Whether there is one, as it was thrown or as somebody's cause: then it was answered. */
  static boolean answer(
      Exception thrown,
      Limitrate limitrate,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException, ServletException {
    Throwable cause = thrown;
    for (int i = 0; i < DEEPEST_CAUSE && cause != null; i++) {
      if (cause instanceof RateLimitExceededException refused) {
        Refusal refusal = limitrate.refusals().of(refused.verdict(), request.getHeader("Accept"));
        RefusalWriter.write(refusal, request, response);
        return true;
      }
      if (cause instanceof LoginRefusedException refused) {
        LoginDoor.refuse(
            refused.admission(),
            limitrate.login(refused.login()).settings(),
            limitrate,
            request,
            response);
        return true;
      }
      cause = cause.getCause();
    }
    return false;
  }
}

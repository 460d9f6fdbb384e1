package io.limitrate.internal.servlet;

import io.limitrate.RateLimitExceededException;
import io.limitrate.internal.application.Application;
import io.limitrate.internal.response.Rejection;
import io.limitrate.internal.response.RejectionCause;
import io.limitrate.login.LoginRejectedException;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Answers a rejection that the application has thrown, as it is or as the cause of something. */
final class ThrownRejection {
  private ThrownRejection() {}

  /** Whether the exception is, or was caused by, a rejection: then the request was answered. */
  static boolean answer(
      Exception thrown,
      Application limitrate,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException, ServletException {
    RuntimeException cause = RejectionCause.find(thrown);
    if (cause instanceof RateLimitExceededException rejected) {
      Rejection rejection =
          limitrate.rejections().of(rejected.verdict(), request.getHeader("Accept"));
      RejectionWriter.write(rejection, request, response);
    } else if (cause instanceof LoginRejectedException rejected) {
      LoginDoor.reject(
          rejected.admission(),
          limitrate.login(rejected.login()).settings(),
          limitrate,
          request,
          response);
    }
    return cause != null;
  }
}

package io.limitrate.internal.servlet;

import io.limitrate.RateLimitExceededException;
import io.limitrate.internal.application.Application;
import io.limitrate.internal.login.servlet.ServletLogins;
import io.limitrate.internal.response.Rejection;
import io.limitrate.internal.response.RejectionCause;
import io.limitrate.internal.servlet.request.RejectionWriter;
import io.limitrate.login.LoginRejectedException;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Answers a rejection that the application has thrown, directly or as the cause of an exception.
 */
final class ThrownRejection {
  private ThrownRejection() {}

  /** Answers if the exception is a rejection or has a rejection as its cause; returns whether. */
  static boolean answer(
      Exception thrown,
      Application application,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException, ServletException {
    RuntimeException cause = RejectionCause.find(thrown);
    if (cause instanceof RateLimitExceededException rejected) {
      Rejection rejection =
          application.rejections().of(rejected.verdict(), request.getHeader("Accept"));
      RejectionWriter.write(rejection, request, response);
    } else if (cause instanceof LoginRejectedException rejected) {
      ServletLogins.answer(rejected, application, request, response);
    }
    return cause != null;
  }
}

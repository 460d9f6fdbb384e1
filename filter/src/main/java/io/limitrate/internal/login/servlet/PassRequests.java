package io.limitrate.internal.login.servlet;

import io.limitrate.internal.application.Application;
import io.limitrate.internal.login.SetCookie;
import io.limitrate.internal.login.response.PassRejections;
import io.limitrate.internal.pass.CallerPasses;
import io.limitrate.internal.response.Rejection;
import io.limitrate.internal.servlet.request.ClientAddressResolver;
import io.limitrate.internal.servlet.request.RejectionWriter;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Answers denied callers by a challenge, and exchanges solved challenges for passes. The files of
 * the challenge and the exchange are open to denied callers.
 */
public final class PassRequests {
  private static final String PASS = WidgetFiles.PATH + "pass";

  private PassRequests() {}

  /**
   * Answers a request for a file of the challenge, or for a pass; returns false for any other.
   *
   * @param passes the passes of the application
   */
  public static boolean serve(
      Application application,
      CallerPasses passes,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException, ServletException {
    String path = WidgetFiles.path(request);
    if (!path.startsWith(WidgetFiles.PATH)) {
      return false;
    }
    if (path.equals(PASS) && request.getMethod().equals("POST")) {
      exchange(application, passes, request, response);
      return true;
    }
    return WidgetFiles.serve(request, response);
  }

  private static void exchange(
      Application application,
      CallerPasses passes,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException, ServletException {
    CallerPasses.Result result =
        passes.redeem(
            request.getHeader(passes.field()), ClientAddressResolver.of(request, application));
    if (result instanceof CallerPasses.Granted granted) {
      response.setHeader("Cache-Control", "no-store");
      response.addHeader("Set-Cookie", cookie(granted, passes, application, request).text());
      response.setStatus(HttpServletResponse.SC_NO_CONTENT);
    } else {
      Rejection rejection =
          result instanceof CallerPasses.Postponed postponed
              ? application.rejections().busy(postponed.delay(), request.getHeader("Accept"))
              : PassRejections.refused();
      RejectionWriter.write(rejection, request, response);
    }
  }

  private static SetCookie cookie(
      CallerPasses.Granted granted,
      CallerPasses passes,
      Application application,
      HttpServletRequest request) {
    return new SetCookie(
        CallerPasses.COOKIE,
        granted.cookie(),
        request.getContextPath() + "/",
        passes.life(),
        request.isSecure() || proxyIsSecure(application, request));
  }

  private static boolean proxyIsSecure(Application application, HttpServletRequest request) {
    return "https"
        .equals(
            application
                .addresses()
                .ofProxy(request.getRemoteAddr(), request.getHeaders("X-Forwarded-Proto")));
  }

  /** Returns the answer with a challenge for a denied caller. */
  public static Rejection asking(
      Application application, CallerPasses passes, HttpServletRequest request) {
    String address = ClientAddressResolver.of(request, application);
    String context = request.getContextPath();
    return PassRejections.asking(
        passes.challenge(address),
        request.getHeader("Accept"),
        context + WidgetFiles.PATH,
        context + PASS);
  }
}

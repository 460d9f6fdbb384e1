package io.limitrate.tck.app.auth;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

/**
 * One dispatch of a request as a filter sees it: first its beginning, then, once the rest of the
 * chain is through, its end. Thread-safe.
 */
final class Sight {
  private final String dispatch;
  private final String userBefore;
  private volatile @Nullable String end;

  Sight(HttpServletRequest request) {
    this.dispatch = request.getDispatcherType() + " " + request.getServletPath();
    this.userBefore = user(request);
  }

  private static String user(HttpServletRequest request) {
    String user = request.getRemoteUser();
    return user == null ? "nobody" : user;
  }

  void end(HttpServletRequest request, HttpServletResponse response) {
    String userAfter = user(request);
    end = (userAfter.equals(userBefore) ? "" : ", then " + userAfter) + ": " + response.getStatus();
  }

  /** Such as {@code REQUEST /login as nobody, then alice: 200}; {@code ...} until it has ended. */
  @Override
  public String toString() {
    return dispatch + " as " + userBefore + (end == null ? "..." : end);
  }
}

package io.limitrate.tck.app.auth;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

/**
 * One dispatch of a request as a filter sees it. The filter adds the end after the rest of the
 * chain. Thread-safe.
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

  /**
   * Returns a line such as {@code REQUEST /login as nobody, then alice: 200}; {@code ...} stands
   * for the end until the dispatch has ended.
   */
  @Override
  public String toString() {
    return dispatch + " as " + userBefore + (end == null ? "..." : end);
  }
}

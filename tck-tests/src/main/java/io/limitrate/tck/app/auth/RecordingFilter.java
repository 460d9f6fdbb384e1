package io.limitrate.tck.app.auth;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Records all dispatches that reach filters. */
public final class RecordingFilter extends HttpFilter {
  private static final long serialVersionUID = 1L;

  /** Creates the filter. The container calls this constructor. */
  public RecordingFilter() {}

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    Sight sight = new Sight(request);
    Sights.add(String.valueOf(request.getHeader("X-Forwarded-For")), sight);
    try {
      chain.doFilter(request, response);
    } finally {
      sight.end(request, response);
    }
  }
}

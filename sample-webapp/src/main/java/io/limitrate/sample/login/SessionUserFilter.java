package io.limitrate.sample.login;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;

/**
 * Tells all after it who is logged in, in any container. It is first in web.xml, so that limits
 * count by {@code user}; with the container's own security it would not be needed.
 */
public final class SessionUserFilter implements Filter {

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    chain.doFilter(new SessionUser((HttpServletRequest) request), response);
  }
}

package io.limitrate.sample.login;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;

/**
 * Tells all later filters and servlets which user is logged in, in any container. It runs before
 * the rate limiter in web.xml, so that limits can count by {@code user}. An application with
 * container authentication does not need it.
 */
public final class SessionUserFilter implements Filter {

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    chain.doFilter(new SessionUser((HttpServletRequest) request), response);
  }
}

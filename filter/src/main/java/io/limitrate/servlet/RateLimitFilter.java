package io.limitrate.servlet;

import io.limitrate.config.ConfigurationException;
import io.limitrate.internal.application.ApplicationRuntime;
import io.limitrate.internal.application.Bootstrap;
import io.limitrate.internal.servlet.ConfigurationPlace;
import io.limitrate.internal.servlet.FilterRegistrationCheck;
import io.limitrate.internal.servlet.RequestLimiter;
import io.limitrate.internal.servlet.StartCheck;
import io.limitrate.internal.servlet.StartFailure;
import io.limitrate.internal.servlet.WebDeployment;
import io.limitrate.internal.servlet.request.HttpCall;
import io.limitrate.runtime.Limitrate;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Limits the requests of a web application: asks the limiter about each request, answers the
 * rejected requests, and adds rate limit headers to responses.
 *
 * <p>Declare the filter in web.xml, or add it by {@code ServletContext.addFilter}. Init-params:
 *
 * <ul>
 *   <li>{@code config}: the place of the configuration: a path within the application ({@code
 *       /WEB-INF/limits.yaml}), a resource ({@code classpath:limits.yaml}), a file, or {@code none}
 *       if only annotations limit. The default is {@code /WEB-INF/limitrate.yaml}, then {@code
 *       classpath:limitrate.yaml}. The application does not start if the configuration is missing,
 *       has errors, or would be ignored because the application has a {@link Limitrate} already.
 *       All filters of an application share one limiter.
 *   <li>{@code queue}: where a request waits that a leaky bucket delays. With {@code thread} (the
 *       default) the request waits on its thread; the setting {@code waiting.threads} limits the
 *       threads of the application that wait, and further requests get the status 503. {@code
 *       dispatch} frees the thread, and dispatches the request again at its turn. This dispatch
 *       skips all filters that are not mapped to ASYNC, so map every later filter that a request
 *       must pass, such as a security filter, to ASYNC. The application does not start if
 *       WEB-INF/web.xml shows that a later filter would be skipped, or that this filter does not
 *       support asynchronous requests. The request waits on its thread unless this filter, all
 *       later filters and the servlet support asynchronous requests.
 * </ul>
 *
 * <p>Map the filter to REQUEST and ASYNC: before the filters that a rejected request must not
 * reach, and after the filters that set CORS headers or authenticate users whose name is a key. The
 * filter charges a request once, at the request's first dispatch. It does not count CORS
 * preflights. The request attribute {@value HttpCall#ATTRIBUTE} holds the {@link HttpCall}, whose
 * ledger lists all charges of the request.
 *
 * <p>Thread-safe. If a policy cannot count, the failure is logged, and the failure rule of the
 * policy decides whether the request passes. Any other failure of the limiter is logged, and the
 * request passes without limits, but logins stay protected: the filter still counts a login
 * attempt, and throws a {@link ServletException} if it cannot find out whether the request is a
 * login. If a key or a cost cannot be read from a body, the answer is 400, 411, 413 or 415.
 */
public final class RateLimitFilter implements Filter {
  private static final String UNCONFIGURED =
      """
      RateLimitFilter has no configuration, so it would limit nothing. Write WEB-INF/limitrate.yaml \
      (or limitrate.yaml on the class path, or name a file in the filter's init-param "config"), \
      for example:
        policies:
          api: { key: user | ip, quotas: 100/1m }
        rules:
          - { path: /*, policies: [api] }
            If only annotations limit, set the init-param "config" to none.\
      """;

  private final @Nullable ApplicationRuntime given;
  private @Nullable RequestLimiter requestLimiter;

  /** Creates a filter that its init-params configure. The container calls this constructor. */
  public RateLimitFilter() {
    given = null;
  }

  /** Creates a filter that uses this limiter. The caller closes the limiter. */
  public RateLimitFilter(Limitrate limitrate) {
    this(limitrate.unwrap(ApplicationRuntime.class));
  }

  RateLimitFilter(ApplicationRuntime given) {
    this.given = given;
  }

  @Override
  public void init(FilterConfig config) throws ServletException {
    String mode = config.getInitParameter(FilterRegistrationCheck.QUEUE);
    if (mode != null && !mode.equals("thread") && !mode.equals(FilterRegistrationCheck.DISPATCH)) {
      throw new ServletException("queue \"" + mode + "\": must be thread or dispatch");
    }
    FilterRegistrationCheck.check(config);
    StartCheck.all(config.getServletContext());
    // last, because a container does not destroy a filter whose init fails
    requestLimiter =
        new RequestLimiter(runtime(config), FilterRegistrationCheck.DISPATCH.equals(mode));
  }

  private ApplicationRuntime runtime(FilterConfig config) throws ServletException {
    try {
      String place = config.getInitParameter(ConfigurationPlace.PARAMETER);
      return runtime(new WebDeployment(config.getServletContext(), place));
    } catch (ConfigurationException | IllegalArgumentException e) {
      throw StartFailure.log(config.getServletContext(), e);
    }
  }

  private ApplicationRuntime runtime(WebDeployment deployment) {
    ApplicationRuntime installed = ApplicationRuntime.find();
    if (given != null) {
      deployment.check(given);
      boolean other = installed != null && installed.starter().isEmpty();
      return other ? given : given.install();
    }
    if (deployment.isUnconfigured() && (installed == null || installed.starter().isPresent())) {
      throw new ConfigurationException(List.of(deployment.misplaced().orElse(UNCONFIGURED)));
    }
    return deployment.runtime();
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    RequestLimiter open = requestLimiter;
    if (open != null
        && request instanceof HttpServletRequest httpRequest
        && response instanceof HttpServletResponse httpResponse) {
      open.filter(httpRequest, httpResponse, chain);
    } else {
      chain.doFilter(request, response);
    }
  }

  /** Closes the limiter, unless the application's code has started the limiter. */
  @Override
  public void destroy() {
    if (requestLimiter != null) {
      Bootstrap.end(requestLimiter.runtime());
    }
  }
}

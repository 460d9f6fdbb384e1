package io.limitrate.servlet;

import io.limitrate.config.ConfigurationException;
import io.limitrate.internal.application.Application;
import io.limitrate.internal.application.Bootstrap;
import io.limitrate.internal.servlet.ConfigurationPlace;
import io.limitrate.internal.servlet.FilterRegistrationCheck;
import io.limitrate.internal.servlet.HttpCall;
import io.limitrate.internal.servlet.RequestGate;
import io.limitrate.internal.servlet.StartCheck;
import io.limitrate.internal.servlet.StartFailure;
import io.limitrate.internal.servlet.WebDeployment;
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
 * Limits the requests of a web application: asks the limiter for each, answers those that are
 * rejected and tells all clients where they stand.
 *
 * <p>Configured in web.xml, or added by {@code ServletContext.addFilter}. Init-params:
 *
 * <ul>
 *   <li>{@code config}: the configuration, as a path within the application ({@code
 *       /WEB-INF/limits.yaml}), a resource ({@code classpath:limits.yaml}), a file, or {@code none}
 *       where annotations are all that limits. By default {@code /WEB-INF/limitrate.yaml}, then
 *       {@code classpath:limitrate.yaml}. The application does not start without one, nor with one
 *       that has errors or that would be ignored because the application has a {@link Limitrate}
 *       already. All filters of an application share one limiter.
 *   <li>{@code queue}: {@code thread} (the default) lets a request that a leaky bucket delays wait
 *       on its thread, 64 of them at most; the others are answered 503. {@code dispatch} frees the
 *       thread and dispatches the request again in its turn. That dispatch passes by all filters
 *       that are not mapped to ASYNC, so it is right only if every filter after this one that
 *       matters, such as one for security, is. Filters and servlet have to support asynchronous
 *       requests, else the thread waits.
 * </ul>
 *
 * <p>Map it to REQUEST and ASYNC before all filters whose work should be saved, but after those
 * that set CORS headers or log in users whose name is a key. A request is charged once, by the
 * first dispatch that comes here. The application finds the {@link HttpCall}, with all that was
 * charged in its ledger, in the request attribute {@value HttpCall#ATTRIBUTE}; CORS preflights are
 * not counted.
 *
 * <p>Thread-safe. A failure in here is logged, and the policy's failure rule decides whether the
 * request passes; a failure outside of any policy lets it pass, unless logins are configured: then
 * it is a {@link ServletException}. A body that a key cannot be read from is answered 400, 411, 413
 * or 415.
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
      If annotations are all that limits, set the init-param "config" to none.\
      """;

  private final @Nullable Application given;
  private @Nullable RequestGate gate;

  /** A filter that is configured by its init-params. */
  public RateLimitFilter() {
    given = null;
  }

  /** A filter over a limiter that stays the caller's to close. */
  public RateLimitFilter(Limitrate limitrate) {
    this(limitrate.unwrap(Application.class));
  }

  RateLimitFilter(Application given) {
    this.given = given;
  }

  @Override
  public void init(FilterConfig config) throws ServletException {
    String mode = config.getInitParameter(FilterRegistrationCheck.QUEUE);
    if (mode != null && !mode.equals("thread") && !mode.equals("dispatch")) {
      throw new ServletException("queue \"" + mode + "\": must be thread or dispatch");
    }
    FilterRegistrationCheck.check(config);
    StartCheck.all(config.getServletContext());
    // last, because a container does not destroy a filter whose init fails
    gate = new RequestGate(limiter(config), "dispatch".equals(mode));
  }

  private Application limiter(FilterConfig config) throws ServletException {
    try {
      String place = config.getInitParameter(ConfigurationPlace.PARAMETER);
      return limiter(new WebDeployment(config.getServletContext(), place));
    } catch (ConfigurationException | IllegalArgumentException e) {
      throw StartFailure.log(config.getServletContext(), e);
    }
  }

  private Application limiter(WebDeployment deployment) {
    Application installed = Application.find();
    if (given != null) {
      deployment.check(given);
      boolean other = installed != null && installed.starter().isEmpty();
      return other ? given : given.install();
    }
    if (deployment.isUnconfigured() && (installed == null || installed.starter().isPresent())) {
      throw new ConfigurationException(List.of(deployment.misplaced().orElse(UNCONFIGURED)));
    }
    return deployment.limitrate();
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    RequestGate open = gate;
    if (open != null
        && request instanceof HttpServletRequest httpRequest
        && response instanceof HttpServletResponse httpResponse) {
      open.pass(httpRequest, httpResponse, chain);
    } else {
      chain.doFilter(request, response);
    }
  }

  /** Ends the limiter, unless the application's code has started it. */
  @Override
  public void destroy() {
    if (gate != null) {
      gate.close();
      Bootstrap.end(gate.limitrate());
    }
  }
}

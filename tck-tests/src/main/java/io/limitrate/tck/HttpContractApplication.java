package io.limitrate.tck;

import io.limitrate.servlet.RateLimitFilter;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRegistration;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The web application that {@link HttpContract} sends its requests to: the filter, configured by
 * the file beside this class, and servlets behind it.
 *
 * <p>An embedded container adds it to an empty application; a WAR has this jar in its libraries and
 * names the class in {@code META-INF/services/jakarta.servlet.ServletContainerInitializer}.
 */
public final class HttpContractApplication implements ServletContainerInitializer {
  private static final String CONFIGURATION = "classpath:io/limitrate/tck/http-contract.yaml";

  /** For the container, or its author's test. */
  public HttpContractApplication() {}

  @Override
  public void onStartup(@Nullable Set<Class<?>> classes, ServletContext context) {
    filter(context.addFilter("login", new Login()), DispatcherType.REQUEST);
    FilterRegistration.Dynamic limits = context.addFilter("limits", new RateLimitFilter());
    limits.setInitParameter("config", CONFIGURATION);
    filter(limits, DispatcherType.values());
    servlet(context.addServlet("answer", new Answer()), "/", "/mapped/exact", "*.text");
    servlet(context.addServlet("dispatch", new Dispatch()), "/dispatch/*");
    servlet(context.addServlet("prefix", new Answer()), "/mapped/prefix/*");
  }

  private static void filter(FilterRegistration.Dynamic filter, DispatcherType... dispatches) {
    filter.setAsyncSupported(true);
    filter.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST, dispatches), true, "/*");
  }

  private static void servlet(ServletRegistration.Dynamic servlet, String... paths) {
    servlet.setAsyncSupported(true);
    servlet.addMapping(paths);
  }

  /** Takes the client's word for who it is. */
  private static final class Login extends HttpFilter {
    private static final long serialVersionUID = 1L;

    @Override
    protected void doFilter(
        HttpServletRequest request, HttpServletResponse response, FilterChain chain)
        throws IOException, ServletException {
      String user = request.getHeader("X-User");
      chain.doFilter(user == null ? request : new LoggedIn(request, user), response);
    }
  }

  private static final class LoggedIn extends HttpServletRequestWrapper {
    private final String user;

    LoggedIn(HttpServletRequest request, String user) {
      super(request);
      this.user = user;
    }

    @Override
    public String getRemoteUser() {
      return user;
    }
  }

  /** Says what it was asked for: the parameter id, if there is one. */
  private static final class Answer extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      response.setContentType("text/plain");
      response.getWriter().write("id=" + request.getParameter("id"));
    }
  }

  /** Leaves the answer to others. */
  private static final class Dispatch extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final String TARGET = "/target";

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
        throws IOException, ServletException {
      switch (String.valueOf(request.getPathInfo())) {
        case "/forward" -> request.getRequestDispatcher(TARGET).forward(request, response);
        case "/include" -> request.getRequestDispatcher(TARGET).include(request, response);
        case "/async" -> request.startAsync().dispatch(TARGET);
        case "/thread" -> complete(request.startAsync());
        default -> response.sendError(HttpServletResponse.SC_NOT_FOUND);
      }
    }

    private static void complete(AsyncContext async) {
      async.start(async::complete);
    }
  }
}

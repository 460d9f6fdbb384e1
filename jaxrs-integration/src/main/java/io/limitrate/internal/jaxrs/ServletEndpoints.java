package io.limitrate.internal.jaxrs;

import io.limitrate.internal.application.Application;
import io.limitrate.internal.application.ApplicationCall;
import io.limitrate.internal.servlet.HttpCall;
import io.limitrate.internal.servlet.StartCheck;
import io.limitrate.internal.servlet.WebDeployment;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The endpoints of an application in a servlet container. Public for the runtime, which makes it.
 */
public final class ServletEndpoints extends Endpoints {
  /** {@code null} where the servlet API is present, but no servlet container. */
  @Context private @Nullable ServletContext context;

  /** The runtime's proxy, which knows the request on the request's own thread only. */
  @Context private @Nullable HttpServletRequest request;

  @Context private @Nullable HttpServletResponse response;

  /** The limiter that is known to have the application's configuration. */
  private volatile @Nullable Application checked;

  /** For the runtime to inject. */
  public ServletEndpoints() {}

  @Override
  Application application() {
    Application known = Application.find();
    if (known == null || known != checked) {
      known = context == null ? Application.current() : start(context);
      checked = known;
    }
    return known;
  }

  private static Application start(ServletContext context) {
    StartCheck.all(context);
    return WebDeployment.application(context);
  }

  private @Nullable HttpServletRequest servletRequest() {
    return context == null ? null : request;
  }

  @Override
  @Nullable ApplicationCall filtered() {
    HttpServletRequest servlet = servletRequest();
    return servlet == null ? null : HttpCall.find(servlet);
  }

  @Override
  RequestCall unfiltered(ContainerRequestContext jaxrs) {
    HttpServletRequest servlet = servletRequest();
    if (servlet == null) {
      return new RequestCall(application(), jaxrs, null, null, contextPath());
    }
    HttpSession session = servlet.getSession(false);
    return new RequestCall(
        application(),
        jaxrs,
        servlet.getRemoteAddr(),
        session == null ? null : session.getId(),
        contextPath());
  }

  @Override
  @Nullable Map<String, String[]> parameters() {
    HttpServletRequest servlet = servletRequest();
    return servlet == null ? null : servlet.getParameterMap();
  }

  @Override
  String contextPath() {
    return context == null ? "" : context.getContextPath();
  }

  /**
   * Jersey's headers replace the container's of the same name, among which may be the session's
   * cookie: so ours is added to whichever are there.
   */
  @Override
  void addCookie(ContainerResponseContext jaxrs, String text, boolean elsewhere) {
    HttpServletResponse servlet = context == null || elsewhere ? null : response;
    if (servlet == null || jaxrs.getHeaders().containsKey(HttpHeaders.SET_COOKIE)) {
      super.addCookie(jaxrs, text, elsewhere);
    } else {
      servlet.addHeader(HttpHeaders.SET_COOKIE, text);
    }
  }
}

package io.limitrate.internal.jaxrs;

import io.limitrate.internal.application.Application;
import io.limitrate.internal.application.ApplicationCall;
import io.limitrate.internal.application.ApplicationRuntime;
import io.limitrate.internal.servlet.StartCheck;
import io.limitrate.internal.servlet.WebDeployment;
import io.limitrate.internal.servlet.request.HttpCall;
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
 * The feature of an application in a servlet container. Public, because the runtime creates the
 * instance.
 */
public final class ServletEndpointFeature extends EndpointFeature {
  /** {@code null} when the servlet API is present, but no servlet container. */
  @Context private @Nullable ServletContext context;

  /** The runtime's proxy, which knows the request only on the request thread. */
  @Context private @Nullable HttpServletRequest request;

  @Context private @Nullable HttpServletResponse response;

  /** The runtime whose configuration this feature has checked. */
  private volatile @Nullable ApplicationRuntime checked;

  /** Creates the feature. The runtime calls this constructor and injects the fields. */
  public ServletEndpointFeature() {}

  @Override
  Application application() {
    ApplicationRuntime known = ApplicationRuntime.find();
    if (known != null && known == checked) {
      return known.application();
    }
    if (context != null && !isUsable(context)) {
      return ApplicationRuntime.current(ServletEndpointFeature.class).application();
    }
    known =
        context == null ? ApplicationRuntime.current(ServletEndpointFeature.class) : start(context);
    checked = known;
    return known.application();
  }

  /**
   * Returns whether the context can be asked. CXF injects a proxy that has a context only during a
   * request, and that throws an exception at the deployment.
   */
  private static boolean isUsable(ServletContext context) {
    try {
      return context.getContextPath() != null;
    } catch (RuntimeException e) {
      return false;
    }
  }

  private static ApplicationRuntime start(ServletContext context) {
    StartCheck.all(context);
    return WebDeployment.runtime(context);
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
   * Adds the cookie to the container's response if JAX-RS has no cookie. Jersey's headers replace
   * the container's headers of the same name, which may contain the session cookie.
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

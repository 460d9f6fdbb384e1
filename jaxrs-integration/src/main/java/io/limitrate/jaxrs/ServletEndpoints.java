package io.limitrate.jaxrs;

import io.limitrate.runtime.ApplicationCall;
import io.limitrate.runtime.Bootstrap;
import io.limitrate.runtime.Limitrate;
import io.limitrate.servlet.HttpCall;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * The endpoints of an application in a servlet container. Public for the runtime, which makes it.
 */
public final class ServletEndpoints extends Endpoints {
  private static final String FILE = "/WEB-INF/" + Bootstrap.FILE;

  /** {@code null} where the servlet API is present, but no servlet container. */
  @Context private @Nullable ServletContext context;

  /** The runtime's proxy, which knows the request on the request's own thread only. */
  @Context private @Nullable HttpServletRequest request;

  /** For the runtime to inject. */
  public ServletEndpoints() {}

  @Override
  Limitrate application() {
    Limitrate known = Limitrate.find();
    return known != null ? known : start();
  }

  private synchronized Limitrate start() {
    if (context == null || Limitrate.find() != null) {
      return Limitrate.current();
    }
    try (InputStream yaml = context.getResourceAsStream(FILE)) {
      return yaml == null
          ? Limitrate.current()
          : Limitrate.start(Bootstrap.read(yaml, FILE.substring(1))).install();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  ApplicationCall call(ContainerRequestContext jaxrs) {
    HttpServletRequest servlet = context == null ? null : request;
    if (servlet == null) {
      return new RequestCall(application(), jaxrs, null, null);
    }
    HttpCall known = HttpCall.find(servlet);
    return known != null ? known : unfiltered(jaxrs, servlet);
  }

  private ApplicationCall unfiltered(ContainerRequestContext jaxrs, HttpServletRequest servlet) {
    HttpSession session = servlet.getSession(false);
    return new RequestCall(
        application(), jaxrs, servlet.getRemoteAddr(), session == null ? null : session.getId());
  }
}

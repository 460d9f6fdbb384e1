package io.limitrate.tck.cdi.app;

import jakarta.servlet.annotation.WebInitParam;
import jakarta.servlet.annotation.WebServlet;
import org.glassfish.jersey.servlet.ServletContainer;

/** The servlet of Jersey. */
@WebServlet(
    urlPatterns = "/rest/*",
    initParams =
        @WebInitParam(
            name = "jakarta.ws.rs.Application",
            value = "io.limitrate.tck.cdi.app.BeanApplication"))
public class RestServlet extends ServletContainer {
  private static final long serialVersionUID = 1L;
}

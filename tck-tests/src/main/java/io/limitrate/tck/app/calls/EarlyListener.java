package io.limitrate.tck.app.calls;

import io.limitrate.runtime.Limitrate;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;

/** Asks for the limiter before any filter exists, as the warm-up of a cache may do. */
public final class EarlyListener implements ServletContextListener {
  private static final String CONFIGURATION = EarlyListener.class.getName();

  /** For the container. */
  public EarlyListener() {}

  @Override
  public void contextInitialized(ServletContextEvent event) {
    new Service().warmUp();
    event
        .getServletContext()
        .setAttribute(CONFIGURATION, Limitrate.current().configuration().origin());
  }

  /** Returns the configuration if it is the one that the listener got, else an empty text. */
  static String found(ServletContext context, String configuration) {
    return configuration.equals(context.getAttribute(CONFIGURATION)) ? configuration : "";
  }
}

package io.limitrate.tck.app.calls;

import io.limitrate.runtime.Limitrate;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;

/** Asks for the limiter before any filter exists, as code that warms up a cache may do. */
public final class EarlyListener implements ServletContextListener {
  private static final String CONFIGURATION = EarlyListener.class.getName();

  /** Creates the listener. The container calls this constructor. */
  public EarlyListener() {}

  @Override
  public void contextInitialized(ServletContextEvent event) {
    new Service().warmUp();
    event
        .getServletContext()
        .setAttribute(CONFIGURATION, Limitrate.current().configuration().origin());
  }

  /** Returns the configuration if the listener got the same one, otherwise an empty text. */
  static String found(ServletContext context, String configuration) {
    return configuration.equals(context.getAttribute(CONFIGURATION)) ? configuration : "";
  }
}

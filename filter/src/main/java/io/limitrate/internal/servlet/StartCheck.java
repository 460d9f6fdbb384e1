package io.limitrate.internal.servlet;

import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import java.util.ServiceLoader;

/**
 * A check of another Limitrate module that runs when the filter, the JAX-RS feature or the Spring
 * Boot application starts.
 */
public interface StartCheck {

  /** Checks the application, and logs warnings. */
  void check(ServletContext context);

  /**
   * Runs a check when all listeners of the application are registered. The check gets this context,
   * because a container may restrict the context that it passes to listeners which code has added
   * (Servlet, section 4.4).
   */
  static void whenStarted(ServletContext context, StartCheck check) {
    context.addListener(
        new ServletContextListener() {
          @Override
          public void contextInitialized(ServletContextEvent event) {
            check.check(context);
          }
        });
  }

  /** Runs all checks of the modules on the class path. */
  static void all(ServletContext context) {
    ServiceLoader.load(StartCheck.class, StartCheck.class.getClassLoader())
        .forEach(check -> check.check(context));
  }
}

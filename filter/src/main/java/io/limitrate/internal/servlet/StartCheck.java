package io.limitrate.internal.servlet;

import jakarta.servlet.ServletContext;
import java.util.ServiceLoader;

/**
 * A check of another Limitrate module that runs when the filter, the JAX-RS feature or the Spring
 * Boot application starts.
 */
public interface StartCheck {

  /** Checks the application, and logs warnings. */
  void check(ServletContext context);

  /** Runs all checks of the modules on the class path. */
  static void all(ServletContext context) {
    ServiceLoader.load(StartCheck.class, StartCheck.class.getClassLoader())
        .forEach(check -> check.check(context));
  }
}

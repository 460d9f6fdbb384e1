package io.limitrate.internal.servlet;

import jakarta.servlet.ServletContext;
import java.util.ServiceLoader;

/**
 * What another module of ours looks at when an application's filter, its JAX-RS feature, or its
 * program of Spring Boot starts.
 */
public interface StartCheck {

  /** Looks at the application, and says in the log what is wrong. */
  void check(ServletContext context);

  /** Makes all checks that are there. */
  static void all(ServletContext context) {
    ServiceLoader.load(StartCheck.class, StartCheck.class.getClassLoader())
        .forEach(check -> check.check(context));
  }
}

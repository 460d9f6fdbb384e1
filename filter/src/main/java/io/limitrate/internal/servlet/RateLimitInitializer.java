package io.limitrate.internal.servlet;

import io.limitrate.internal.application.Bootstrap;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes a web application known to Limitrate before any of its listeners, filters and servlets
 * exists, so that whichever of them asks for the limiter first gets the one that the application
 * has configured. Found and run by the servlet container, and by Spring Boot in an embedded one.
 */
public final class RateLimitInitializer implements ServletContainerInitializer {
  private static final String DONE = RateLimitInitializer.class.getName();

  /** An initializer, for the container to make. */
  public RateLimitInitializer() {}

  @Override
  public void onStartup(@Nullable Set<Class<?>> classes, ServletContext context) {
    // A WAR of Spring Boot in a container of its own has both.
    if (context.getAttribute(DONE) != null) {
      return;
    }
    context.setAttribute(DONE, true);
    WebDeployment deployment = new WebDeployment(context, null);
    Bootstrap.register(deployment);
    context.addListener(end(() -> Bootstrap.end(deployment)));
  }

  /** Closes the limiter of an application that has no filter to do so. */
  static ServletContextListener end(Runnable end) {
    return new ServletContextListener() {
      @Override
      public void contextDestroyed(ServletContextEvent event) {
        end.run();
      }
    };
  }
}

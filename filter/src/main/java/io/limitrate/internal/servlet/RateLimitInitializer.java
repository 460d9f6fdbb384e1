package io.limitrate.internal.servlet;

import io.limitrate.internal.application.Bootstrap;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Registers a web application with Limitrate before its listeners, filters and servlets are
 * created, so that the first of them that asks for the limiter gets the configured limiter. The
 * servlet container runs this class; {@link BootInitializer} runs it in an embedded container of
 * Spring Boot.
 */
public final class RateLimitInitializer implements ServletContainerInitializer {
  private static final String DONE = RateLimitInitializer.class.getName();

  /** Creates an initializer. For the container. */
  public RateLimitInitializer() {}

  @Override
  public void onStartup(@Nullable Set<Class<?>> classes, ServletContext context) {
    // A WAR of Spring Boot in an external container runs this class twice.
    if (context.getAttribute(DONE) != null) {
      return;
    }
    context.setAttribute(DONE, true);
    WebDeployment deployment = new WebDeployment(context, null);
    Bootstrap.register(deployment);
    context.addListener(end(() -> Bootstrap.end(deployment)));
  }

  /** Returns a listener that runs {@code end} when the application ends. */
  static ServletContextListener end(Runnable end) {
    return new ServletContextListener() {
      @Override
      public void contextDestroyed(ServletContextEvent event) {
        end.run();
      }
    };
  }
}

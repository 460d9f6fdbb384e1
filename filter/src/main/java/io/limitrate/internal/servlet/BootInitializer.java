package io.limitrate.internal.servlet;

import io.limitrate.internal.application.ApplicationRuntime;
import io.limitrate.internal.application.Bootstrap;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.servlet.ServletContextInitializer;
import org.springframework.context.annotation.Bean;

/**
 * Runs the {@link RateLimitInitializer} and the {@link StartCheck}s in a web application of Spring
 * Boot, because an embedded container runs no initializers. Spring Boot creates this class as an
 * auto-configuration. No other class references it, so it loads only where Spring Boot is present.
 */
@AutoConfiguration
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
class BootInitializer {

  @Bean
  ServletContextInitializer rateLimitInitializer() {
    return BootInitializer::announce;
  }

  /**
   * Registers the application, which gets its own limiter. If the program has already asked for a
   * limiter, the application shares that limiter, or does not start if its configuration differs.
   */
  private static void announce(ServletContext context) {
    context.addListener(new WhenStarted(context));
    if (Bootstrap.isEarly()) {
      ApplicationRuntime early = WebDeployment.runtime(context);
      context.addListener(RateLimitInitializer.end(() -> Bootstrap.end(early)));
    } else {
      new RateLimitInitializer().onStartup(null, context);
    }
  }

  /** Runs the checks in an application that may have neither our filter nor JAX-RS. */
  private static final class WhenStarted implements ServletContextListener {
    /** The context of the event restricts listeners that code adds (Servlet, section 4.4). */
    private final ServletContext context;

    private WhenStarted(ServletContext context) {
      this.context = context;
    }

    @Override
    public void contextInitialized(ServletContextEvent event) {
      StartCheck.all(context);
    }
  }
}

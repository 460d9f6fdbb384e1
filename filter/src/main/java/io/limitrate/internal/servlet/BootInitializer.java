package io.limitrate.internal.servlet;

import io.limitrate.internal.application.Application;
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
 * Boot, whose embedded container looks for no initializers. Found and made by Spring Boot; no other
 * class names it, so it is loaded there only.
 */
@AutoConfiguration
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
class BootInitializer {

  @Bean
  ServletContextInitializer rateLimitInitializer() {
    return BootInitializer::announce;
  }

  /**
   * An application that is announced has a limiter of its own. Where the program has asked for one
   * already, the application shares that one, or does not start because it has another
   * configuration.
   */
  private static void announce(ServletContext context) {
    context.addListener(new WhenStarted());
    if (Bootstrap.isEarly()) {
      Application early = WebDeployment.limitrate(context);
      context.addListener(RateLimitInitializer.end(() -> Bootstrap.end(early)));
    } else {
      new RateLimitInitializer().onStartup(null, context);
    }
  }

  /** Makes the checks of an application that may have neither our filter nor JAX-RS. */
  private static final class WhenStarted implements ServletContextListener {
    @Override
    public void contextInitialized(ServletContextEvent event) {
      StartCheck.all(event.getServletContext());
    }
  }
}

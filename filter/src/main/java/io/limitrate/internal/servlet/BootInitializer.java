package io.limitrate.internal.servlet;

import io.limitrate.internal.application.ApplicationRuntime;
import io.limitrate.internal.application.Bootstrap;
import jakarta.servlet.ServletContext;
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
    StartCheck.whenStarted(context, StartCheck::all); // there may be neither our filter nor JAX-RS
    if (Bootstrap.isEarly()) {
      ApplicationRuntime early = WebDeployment.runtime(context);
      context.addListener(RateLimitInitializer.end(() -> Bootstrap.end(early)));
    } else {
      new RateLimitInitializer().onStartup(null, context);
    }
  }
}

package io.limitrate.servlet;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.servlet.ServletContextInitializer;
import org.springframework.context.annotation.Bean;

/**
 * Runs the {@link RateLimitInitializer} in a web application of Spring Boot, whose embedded
 * container looks for no initializers. Found and made by Spring Boot; no other class names it, so
 * it is loaded there only.
 */
@AutoConfiguration
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
class BootInitializer {

  @Bean
  ServletContextInitializer rateLimitInitializer() {
    return context -> new RateLimitInitializer().onStartup(null, context);
  }
}

package io.limitrate.tck.container.launcher;

import io.limitrate.servlet.RateLimitFilter;
import io.limitrate.tck.app.rest.RestApplication;
import jakarta.servlet.DispatcherType;
import java.util.EnumSet;
import org.glassfish.jersey.server.ResourceConfig;
import org.glassfish.jersey.servlet.ServletContainer;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.web.context.WebServerPortFileWriter;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.web.servlet.ServletContextInitializer;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;

/**
 * The contracts' application as one of Spring Boot, which reads no web.xml. Writes the port that it
 * listens on into the file {@value #PORT}.
 */
@SpringBootApplication(proxyBeanMethods = false)
public class BootApplication {
  /** Where the port is written. */
  public static final String PORT = "application.port";

  /** For Spring. */
  public BootApplication() {}

  /** Runs until the process is ended. */
  public static void main(String[] args) {
    SpringApplication application = new SpringApplication(BootApplication.class);
    application.addListeners(new WebServerPortFileWriter(PORT));
    application.run(args);
  }

  /** In front of what costs, behind what says who the user is. */
  @Bean
  FilterRegistrationBean<RateLimitFilter> limits() {
    FilterRegistrationBean<RateLimitFilter> limits =
        new FilterRegistrationBean<>(new RateLimitFilter());
    limits.setDispatcherTypes(EnumSet.allOf(DispatcherType.class));
    limits.setOrder(0);
    return limits;
  }

  @Bean
  @ConditionalOnClass(name = "io.limitrate.tck.app.rest.RestApplication")
  ServletRegistrationBean<ServletContainer> rest() {
    ResourceConfig resources = ResourceConfig.forApplicationClass(RestApplication.class);
    return new ServletRegistrationBean<>(new ServletContainer(resources), "/rest/*");
  }

  @Bean
  ServletContextInitializer others() {
    return new BootComponents();
  }
}

package io.limitrate.tck.container.launcher;

import io.limitrate.tck.app.rest.RestApplication;
import org.glassfish.jersey.server.ResourceConfig;
import org.glassfish.jersey.servlet.ServletContainer;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.web.context.WebServerPortFileWriter;
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

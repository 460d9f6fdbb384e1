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
 * The contracts' application as a Spring Boot application, which reads no web.xml. Writes its port
 * into the file {@value #PORT}.
 */
@SpringBootApplication(proxyBeanMethods = false)
public class BootApplication {
  /** The name of the file with the port. */
  public static final String PORT = "application.port";

  /** Creates the application. Spring calls this constructor. */
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

package io.limitrate.tck.boot;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.core.io.DefaultResourceLoader;

/**
 * A Spring Boot program with its own class loader, in a directory with the layout of an unpacked
 * WAR.
 */
final class Boot implements AutoCloseable {
  private final Path root;
  private final URLClassLoader loader =
      new URLClassLoader(new URL[0], Thread.currentThread().getContextClassLoader());
  private ConfigurableApplicationContext application;

  Boot(Path root) {
    this.root = root;
  }

  Boot file(String name, String text) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    return this;
  }

  /** Copies the class into the application. */
  Boot copy(Class<?> type) throws IOException {
    String name = type.getName().replace('.', '/') + ".class";
    Path file = root.resolve("WEB-INF/classes").resolve(name);
    Files.createDirectories(file.getParent());
    try (InputStream bytes = type.getClassLoader().getResourceAsStream(name)) {
      Files.copy(bytes, file);
    }
    return this;
  }

  /** Does the same as the program's main method, on a thread with the program's class loader. */
  Boot run(Runnable first, Class<?>... configuration) {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(loader);
    try {
      first.run();
      SpringApplication program =
          new SpringApplication(new DefaultResourceLoader(loader), configuration);
      program.addPrimarySources(List.of(Web.class));
      program.setDefaultProperties(
          Map.of(
              "server.address",
              "127.0.0.1",
              "server.port",
              "0",
              "server.servlet.register-default-servlet",
              "true",
              "spring.main.banner-mode",
              "off",
              "limitrate.test.root",
              root.toString()));
      application = program.run();
      return this;
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  <T> T bean(Class<T> type) {
    return application.getBean(type);
  }

  int get(String path) throws Exception {
    int port = ((ServletWebServerApplicationContext) application).getWebServer().getPort();
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build();
    return HttpClient.newHttpClient()
        .send(request, HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }

  @Override
  public void close() throws IOException {
    if (application != null) {
      application.close();
    }
    loader.close();
  }

  /** The configuration of every web application of Spring Boot. */
  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  static class Web {
    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> directory(Environment environment) {
      Path root = Path.of(environment.getRequiredProperty("limitrate.test.root"));
      return factory -> factory.setDocumentRoot(root.toFile());
    }
  }
}

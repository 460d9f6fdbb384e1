package io.limitrate.tck.cdi;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.core.StandardContext;
import org.apache.catalina.startup.ContextConfig;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.descriptor.web.ContextResource;
import org.apache.tomcat.util.scan.StandardJarScanner;

/**
 * A web application with its own copies of some classes, deployed on Tomcat with Weld and Soteria.
 */
public final class War implements AutoCloseable {
  private static final String NO_FILTER =
      """
      <web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.0"/>
      """;

  private static final String WEB_XML =
      """
      <web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.0">
        <filter>
          <filter-name>rate-limit</filter-name>
          <filter-class>io.limitrate.servlet.RateLimitFilter</filter-class>
          <async-supported>true</async-supported>
        </filter>
        <filter-mapping>
          <filter-name>rate-limit</filter-name>
          <url-pattern>/*</url-pattern>
          <dispatcher>REQUEST</dispatcher>
          <dispatcher>ASYNC</dispatcher>
          <dispatcher>FORWARD</dispatcher>
        </filter-mapping>
        <security-role><role-name>staff</role-name></security-role>
      </web-app>
      """;

  private static final String BEANS_XML =
      """
      <beans xmlns="https://jakarta.ee/xml/ns/jakartaee" version="4.0"
             bean-discovery-mode="annotated"/>
      """;

  /** The system properties before Tomcat sets its own for naming. */
  private final Properties properties = (Properties) System.getProperties().clone();

  private final Tomcat tomcat = new Tomcat();
  private final HttpClient client = HttpClient.newHttpClient();

  private War(Path directory) {
    tomcat.setBaseDir(directory.toString());
    Connector connector = new Connector();
    connector.setPort(0);
    connector.setProperty("address", "127.0.0.1");
    tomcat.setConnector(connector);
    tomcat.enableNaming();
    tomcat.addUser("alice", "right");
    tomcat.addRole("alice", "staff");
  }

  /**
   * Deploys an application.
   *
   * @param yaml the text of its limitrate.yaml
   * @param classes its own classes; without any the application has no CDI
   */
  static War deploy(Path directory, String yaml, List<Class<?>> classes) throws Exception {
    return deploy(directory, WEB_XML, yaml, classes);
  }

  /** Deploys an application without the filter. */
  static War deployWithoutFilter(Path directory, String yaml, List<Class<?>> classes)
      throws Exception {
    return deploy(directory, NO_FILTER, yaml, classes);
  }

  /**
   * Deploys an application with its own web.xml. Tomcat's only user is alice, with the role staff.
   */
  public static War deploy(Path directory, String webXml, String yaml, List<Class<?>> classes)
      throws Exception {
    Path webInf = Files.createDirectories(directory.resolve("war/WEB-INF"));
    Files.writeString(webInf.resolve("web.xml"), webXml);
    if (!classes.isEmpty()) {
      Files.writeString(webInf.resolve("beans.xml"), BEANS_XML);
    }
    Files.writeString(webInf.resolve("limitrate.yaml"), yaml);
    for (Class<?> type : classes) {
      copy(type, webInf.resolve("classes"));
    }
    War war = new War(directory);
    try {
      war.tomcat.getHost().addChild(war.context(webInf.getParent()));
      war.tomcat.start();
      return war;
    } catch (Exception | Error e) {
      war.close();
      throw e;
    }
  }

  private static void copy(Class<?> type, Path root) throws IOException {
    String name = type.getName().replace('.', '/') + ".class";
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    try (InputStream bytes = type.getClassLoader().getResourceAsStream(name)) {
      Files.copy(bytes, file);
    }
  }

  private StandardContext context(Path root) {
    StandardContext context = new StandardContext();
    context.setPath("/app");
    context.setDocBase(root.toString());
    // Jersey is on the class path for other tests.
    context.setContainerSciFilter("org.glassfish.jersey.*");
    context.getNamingResources().addResource(beanManager());
    ((StandardJarScanner) context.getJarScanner()).setScanClassPath(false);
    ContextConfig config = new ContextConfig();
    config.setDefaultWebXml(tomcat.noDefaultWebXmlPath());
    context.addLifecycleListener(config);
    return context;
  }

  /** Returns the bean manager under the name that Soteria looks up. */
  private static ContextResource beanManager() {
    ContextResource resource = new ContextResource();
    resource.setName("BeanManager");
    resource.setAuth("Container");
    resource.setType("jakarta.enterprise.inject.spi.BeanManager");
    resource.setProperty("factory", "org.jboss.weld.resources.ManagerObjectFactory");
    return resource;
  }

  /** Returns the root of the application. */
  public URI root() {
    return URI.create("http://127.0.0.1:" + tomcat.getConnector().getLocalPort() + "/app");
  }

  HttpResponse<String> get(String path, String... headers) throws Exception {
    return send(request(path, headers));
  }

  HttpResponse<String> post(String path, String form, String... headers) throws Exception {
    return send(
        request(path, headers)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form)));
  }

  private HttpRequest.Builder request(String path, String... headers) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(root() + path));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return request;
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  @Override
  public void close() throws LifecycleException {
    try {
      tomcat.stop();
      tomcat.destroy();
    } finally {
      System.setProperties(properties);
    }
  }
}

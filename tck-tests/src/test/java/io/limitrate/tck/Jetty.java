package io.limitrate.tck;

import jakarta.servlet.ServletContainerInitializer;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Map;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ContextHandler;
import org.eclipse.jetty.server.handler.ContextHandlerCollection;
import org.eclipse.jetty.util.component.LifeCycle;

/**
 * Jetty on a free port, with the Jakarta EE that this execution of the tests has on its class path:
 * the system property {@code ee} is 11, or 10 where it is not set.
 */
public final class Jetty implements AutoCloseable {
  private static final String PATH = "/app";

  private final Server server = new Server();
  private final ServerConnector connector = new ServerConnector(server);

  private Jetty(Handler applications) {
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    server.setHandler(applications);
  }

  static int ee() {
    return Integer.getInteger("ee", 10);
  }

  /** Starts an application. */
  public static Jetty start(ServletContainerInitializer application) throws Exception {
    Jetty jetty = new Jetty(handler(PATH, application));
    jetty.server.start();
    return jetty;
  }

  /** Starts applications at these context paths; each has a class loader of its own. */
  public static Jetty start(Map<String, ServletContainerInitializer> applications)
      throws Exception {
    ContextHandlerCollection handlers = new ContextHandlerCollection();
    applications.forEach(
        (path, application) -> {
          ContextHandler handler = handler(path, application);
          handler.setClassLoader(
              new URLClassLoader(path, new URL[0], Jetty.class.getClassLoader()));
          handlers.addHandler(handler);
        });
    Jetty jetty = new Jetty(handlers);
    jetty.server.start();
    return jetty;
  }

  private static ContextHandler handler(String path, ServletContainerInitializer application) {
    ContextHandler handler = ee() == 11 ? Ee11.handler(application) : Ee10.handler(application);
    handler.setContextPath(path);
    return handler;
  }

  /** Where the application answers. */
  public URI root() {
    return at(PATH);
  }

  /** Where the application at that context path answers. */
  public URI at(String path) {
    return URI.create("http://127.0.0.1:" + connector.getLocalPort() + path);
  }

  @Override
  public void close() {
    LifeCycle.stop(server);
  }

  private static final class Ee10 {
    static ContextHandler handler(ServletContainerInitializer application) {
      var handler = new org.eclipse.jetty.ee10.servlet.ServletContextHandler();
      handler.addServletContainerInitializer(application);
      return handler;
    }
  }

  private static final class Ee11 {
    static ContextHandler handler(ServletContainerInitializer application) {
      var handler = new org.eclipse.jetty.ee11.servlet.ServletContextHandler();
      handler.addServletContainerInitializer(application);
      return handler;
    }
  }
}

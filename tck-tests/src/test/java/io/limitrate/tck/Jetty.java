package io.limitrate.tck;

import jakarta.servlet.ServletContainerInitializer;
import java.net.URI;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ContextHandler;
import org.eclipse.jetty.util.component.LifeCycle;

/**
 * Jetty on a free port, with the Jakarta EE that this execution of the tests has on its class path:
 * the system property {@code ee} is 11, or 10 where it is not set.
 */
public final class Jetty implements AutoCloseable {
  private static final String PATH = "/app";

  private final Server server = new Server();
  private final ServerConnector connector = new ServerConnector(server);

  private Jetty(ContextHandler application) {
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    application.setContextPath(PATH);
    server.setHandler(application);
  }

  static int ee() {
    return Integer.getInteger("ee", 10);
  }

  /** Starts an application. */
  public static Jetty start(ServletContainerInitializer application) throws Exception {
    Jetty jetty = new Jetty(ee() == 11 ? Ee11.handler(application) : Ee10.handler(application));
    jetty.server.start();
    return jetty;
  }

  /** Where the application answers. */
  public URI root() {
    return URI.create("http://127.0.0.1:" + connector.getLocalPort() + PATH);
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

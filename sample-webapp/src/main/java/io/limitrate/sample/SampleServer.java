package io.limitrate.sample;

import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import org.eclipse.jetty.ee10.webapp.WebAppContext;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** The sample on an embedded Jetty. Thread-safe. */
final class SampleServer implements AutoCloseable {
  private static final long STOP_MILLIS = 2_000;

  /** By default, an idle connection delays the stop by a second. */
  private static final long IDLE_MILLIS_AT_STOP = 50;

  private final Server server;

  private SampleServer(Server server) {
    this.server = server;
  }

  /**
   * Starts the server.
   *
   * @param address the address to listen on; port 0 selects any free port
   * @param web the web content: a WAR, unpacked or not, or its sources
   * @throws IOException when the address is in use, or the application does not start; the message
   *     gives the reason
   */
  static SampleServer start(InetSocketAddress address, Path web) throws IOException {
    SampleServer sample = new SampleServer(new Server());
    sample.server.addConnector(connector(sample.server, address));
    sample.server.setHandler(context(web));
    sample.server.setStopTimeout(STOP_MILLIS);
    try {
      sample.server.start();
      return sample;
    } catch (Exception e) {
      sample.close();
      throw new IOException(reason(e), e);
    }
  }

  /**
   * Returns a connector for the literal address, because a host name such as localhost may have
   * several addresses.
   */
  private static ServerConnector connector(Server server, InetSocketAddress address) {
    ServerConnector connector = new ServerConnector(server);
    connector.setHost(address.getAddress().getHostAddress());
    connector.setPort(address.getPort());
    connector.setShutdownIdleTimeout(IDLE_MILLIS_AT_STOP);
    return connector;
  }

  /**
   * Returns a context with the classes of this class path. The context has a class loader of its
   * own, so it is a separate application to Limitrate.
   */
  private static WebAppContext context(Path web) {
    WebAppContext context = new WebAppContext(web.toString(), "/");
    context.setClassLoader(
        new URLClassLoader("sample", new URL[0], SampleServer.class.getClassLoader()));
    // A WAR's libraries are also on this class path, so the parent class loader loads each of them.
    context.setParentLoaderPriority(true);
    context.setThrowUnavailableOnStartupException(true);
    context.setInitParameter("org.eclipse.jetty.servlet.Default.dirAllowed", "false");
    return context;
  }

  /**
   * Returns the message of the innermost cause. A BindException does not name the port, so the
   * message of the exception around it comes first.
   */
  private static String reason(Throwable failure) {
    Throwable cause = failure.getCause();
    if (cause == null) {
      return String.valueOf(failure.getMessage());
    }
    return cause instanceof BindException
        ? failure.getMessage() + ": " + cause.getMessage()
        : reason(cause);
  }

  /** Returns the address at which clients reach the server. */
  URI address() {
    return server.getURI();
  }

  /** Waits until the server is stopped. */
  void join() throws InterruptedException {
    server.join();
  }

  /** Stops the server. Waits at most two seconds for running requests. */
  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException("cannot stop", e);
    }
  }
}

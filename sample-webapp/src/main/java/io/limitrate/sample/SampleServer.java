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

  private final Server server;

  private SampleServer(Server server) {
    this.server = server;
  }

  /**
   * Starts serving.
   *
   * @param address where; port 0 is any free port
   * @param web the web content: a WAR, unpacked or not, or its sources
   * @throws IOException when the address is taken, or the application does not start; the message
   *     says why
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

  /** By the literal address: a name such as localhost may stand for several. */
  private static ServerConnector connector(Server server, InetSocketAddress address) {
    ServerConnector connector = new ServerConnector(server);
    connector.setHost(address.getAddress().getHostAddress());
    connector.setPort(address.getPort());
    return connector;
  }

  /**
   * The classes are those of this class path; a loader of its own makes it an application of its
   * own.
   */
  private static WebAppContext context(Path web) {
    WebAppContext context = new WebAppContext(web.toString(), "/");
    context.setClassLoader(
        new URLClassLoader("sample", new URL[0], SampleServer.class.getClassLoader()));
    // A WAR's own libraries are on this class path too: one of each has to do.
    context.setParentLoaderPriority(true);
    context.setThrowUnavailableOnStartupException(true);
    context.setInitParameter("org.eclipse.jetty.servlet.Default.dirAllowed", "false");
    return context;
  }

  /** The innermost cause says what is wrong; which port is taken, the one around it. */
  private static String reason(Throwable failure) {
    Throwable cause = failure.getCause();
    if (cause == null) {
      return String.valueOf(failure.getMessage());
    }
    return cause instanceof BindException
        ? failure.getMessage() + ": " + cause.getMessage()
        : reason(cause);
  }

  /** Where it can be reached. */
  URI address() {
    return server.getURI();
  }

  /** Waits until it is stopped. */
  void join() throws InterruptedException {
    server.join();
  }

  /** Stops serving, after the requests under way or two seconds. */
  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException("cannot stop", e);
    }
  }
}

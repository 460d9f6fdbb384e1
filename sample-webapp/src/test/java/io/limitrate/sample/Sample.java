package io.limitrate.sample;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The sample on a free port, with fresh counters, and visitors from as many addresses as needed.
 */
final class Sample implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger("");

  private final SampleServer server;
  private final HttpClient client = HttpClient.newHttpClient();
  private final AtomicInteger visitors = new AtomicInteger();

  private Sample(SampleServer server) {
    this.server = server;
  }

  static Sample start() throws IOException {
    return start(Map.of());
  }

  /** Starts the sample with settings that an operator passes as system properties. */
  static Sample start(Map<String, String> settings) throws IOException {
    LOG.setLevel(Level.WARNING);
    System.setProperty("limitrate.trustedProxies", "127.0.0.1/32");
    settings.forEach(System::setProperty);
    try {
      InetAddress loopback = InetAddress.getLoopbackAddress();
      return new Sample(SampleServer.start(new InetSocketAddress(loopback, 0), WebContent.find()));
    } finally {
      System.clearProperty("limitrate.trustedProxies");
      settings.keySet().forEach(System::clearProperty);
    }
  }

  URI address() {
    return server.address();
  }

  /** Returns a new visitor with an unused address. */
  Visitor visitor() {
    return new Visitor(client, address(), "198.51.100." + visitors.incrementAndGet());
  }

  @Override
  public void close() {
    server.close();
  }
}

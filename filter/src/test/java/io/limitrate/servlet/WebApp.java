package io.limitrate.servlet;

import io.limitrate.Policy;
import io.limitrate.config.Configuration;
import io.limitrate.config.LocalSource;
import io.limitrate.config.StoreSettings;
import io.limitrate.internal.application.Application;
import io.limitrate.internal.application.ApplicationRuntime;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.component.LifeCycle;

/** A web application on a real server, with a clock that only the test advances. */
public final class WebApp implements AutoCloseable {
  public static final EnumSet<DispatcherType> ALL = EnumSet.allOf(DispatcherType.class);

  private final Server server = new Server();
  private final ServletContextHandler context =
      new ServletContextHandler(ServletContextHandler.SESSIONS);
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final AtomicInteger served = new AtomicInteger();
  private ServerConnector connector;
  private ApplicationRuntime runtime;
  private volatile Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private boolean realTime;

  /** The code of a servlet. */
  public interface Service {
    void serve(HttpServletRequest request, HttpServletResponse response) throws Exception;
  }

  public WebApp() {
    HttpConfiguration http = new HttpConfiguration();
    connector =
        new ServerConnector(
            server, new HttpConnectionFactory(http), new HTTP2CServerConnectionFactory(http));
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    context.setContextPath("/app");
    server.setHandler(context);
  }

  public static Configuration.Builder configuration() {
    return Configuration.builder()
        .store(new StoreSettings.InProcess(new LocalSource.Caffeine(), 10_000));
  }

  public static Policy policy(String name, String quotas, String key) {
    return Policy.builder(name).quotas(quotas).key(key).build();
  }

  /** Returns a configuration whose policy {@code api} limits a path. */
  public static Configuration.Builder limit(String path, String quotas, String key) {
    return configuration().limit(path, policy("api", quotas, key));
  }

  public ServletContextHandler context() {
    return context;
  }

  public Application application() {
    return runtime.application();
  }

  public ApplicationRuntime runtime() {
    return runtime;
  }

  /** Lets the clock run, for a limiter that is set up later. */
  public WebApp realTime() {
    realTime = true;
    return this;
  }

  /** Returns the number of requests that a servlet has served. */
  public int served() {
    return served.get();
  }

  public void pass(Duration time) {
    now = now.plus(time);
  }

  /** Limits the application by a filter before all filters that are added later. */
  public WebApp limited(Configuration.Builder configuration) {
    return limited(configuration, Map.of());
  }

  public WebApp limited(Configuration.Builder configuration, Map<String, String> initParams) {
    return limited(configuration.build(), initParams);
  }

  public WebApp limited(Configuration configuration, Map<String, String> initParams) {
    runtime = ApplicationRuntime.start(configuration, realTime ? Instant::now : () -> now);
    FilterHolder holder = new FilterHolder(new RateLimitFilter(runtime));
    holder.setAsyncSupported(true);
    holder.setInitParameters(initParams);
    context.addFilter(holder, "/*", ALL);
    return this;
  }

  public WebApp filter(Filter filter) {
    return filter(filter, EnumSet.of(DispatcherType.REQUEST));
  }

  public WebApp filter(Filter filter, EnumSet<DispatcherType> dispatches) {
    FilterHolder holder = new FilterHolder(filter);
    holder.setAsyncSupported(true);
    context.addFilter(holder, "/*", dispatches);
    return this;
  }

  public WebApp servlet(String path, Service service) {
    ServletHolder holder = new ServletHolder(new Serving(service));
    holder.setAsyncSupported(true);
    context.addServlet(holder, path);
    return this;
  }

  /** Adds a servlet that answers ok. */
  public WebApp servlet(String path) {
    return servlet(path, (request, response) -> response.getWriter().write("ok"));
  }

  public WebApp start() throws Exception {
    server.start();
    return this;
  }

  public URI uri(String path) {
    return URI.create("http://127.0.0.1:" + connector.getLocalPort() + "/app" + path);
  }

  public HttpResponse<String> get(String path, String... headers) {
    return send("GET", path, "", headers);
  }

  public HttpResponse<String> send(String method, String path, String body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri(path)).method(method, HttpRequest.BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return send(request.build());
  }

  public HttpResponse<String> send(HttpRequest request) {
    try {
      return client.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Returns the status of the answer to a raw request line. */
  public int raw(String method, String target, String... headers) throws IOException {
    String request =
        method
            + " "
            + target
            + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
            + String.join("", List.of(headers).stream().map(h -> h + "\r\n").toList())
            + "\r\n";
    return Integer.parseInt(exchange(request).split(" ")[1]);
  }

  /** Sends a raw request, and returns the answer byte for byte. */
  public String exchange(String request) throws IOException {
    try (Socket socket = connect()) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      ByteArrayOutputStream answer = new ByteArrayOutputStream();
      socket.getInputStream().transferTo(answer);
      return answer.toString(StandardCharsets.ISO_8859_1);
    }
  }

  /** Sends a raw request, ends the client's stream, and returns the answer. */
  public String brokenOff(String request) throws IOException {
    try (Socket socket = connect()) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      socket.shutdownOutput();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }

  /** Opens a raw connection. */
  public Socket connect() throws IOException {
    return new Socket(InetAddress.getLoopbackAddress(), connector.getLocalPort());
  }

  public CompletableFuture<HttpResponse<String>> sendAsync(HttpRequest request) {
    return client.sendAsync(request, BodyHandlers.ofString());
  }

  @Override
  public void close() {
    LifeCycle.stop(server);
    if (runtime != null) {
      runtime.close();
    }
  }

  private final class Serving extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private final transient Service service;

    Serving(Service service) {
      this.service = service;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      served.incrementAndGet();
      try {
        service.serve(request, response);
      } catch (IOException | RuntimeException e) {
        throw e;
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
  }
}

package io.limitrate.internal.jaxrs;

import io.limitrate.config.Configuration;
import io.limitrate.internal.application.ApplicationRuntime;
import io.limitrate.internal.application.Bootstrap;
import io.limitrate.runtime.Limitrate;
import io.limitrate.servlet.RateLimitFilter;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.IntStream;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.glassfish.jersey.server.ResourceConfig;
import org.glassfish.jersey.server.ServerProperties;
import org.glassfish.jersey.servlet.ServletContainer;

/** Jersey in Jetty on a free port. Jersey finds the feature itself. The clock stands still. */
public final class RestApplication {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private final HttpClient client = HttpClient.newHttpClient();
  private final Server server = new Server();
  private final URI root;

  private RestApplication(ServletContextHandler context, Class<?>... resources) throws Exception {
    ServletHolder jersey =
        new ServletHolder(
            new ServletContainer(
                new ResourceConfig(resources)
                    .property(ServerProperties.WADL_FEATURE_DISABLE, true)));
    jersey.setInitOrder(0);
    jersey.setAsyncSupported(true);
    context.addServlet(jersey, "/*");
    context.setClassLoader(Thread.currentThread().getContextClassLoader());
    ServerConnector connector = new ServerConnector(server);
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    server.setHandler(context);
    try {
      server.start();
    } catch (Exception e) {
      close();
      throw e;
    }
    root = URI.create("http://127.0.0.1:" + connector.getLocalPort());
  }

  /** Starts without the servlet filter. */
  public static RestApplication of(Configuration configuration, Class<?>... resources)
      throws Exception {
    install(configuration);
    return new RestApplication(new ServletContextHandler(), resources);
  }

  /** Starts without the servlet filter, with the configuration in the directory's WEB-INF. */
  public static RestApplication in(Path directory, Class<?>... resources) throws Exception {
    ServletContextHandler context = new ServletContextHandler();
    context.setBaseResourceAsPath(directory);
    return new RestApplication(context, resources);
  }

  /** Starts without the servlet filter, behind another filter. */
  public static RestApplication behind(
      Filter other, Configuration configuration, Class<?>... resources) throws Exception {
    install(configuration);
    ServletContextHandler context = new ServletContextHandler(ServletContextHandler.SESSIONS);
    context.addFilter(other, "/*", EnumSet.of(DispatcherType.REQUEST));
    return new RestApplication(context, resources);
  }

  /** Starts behind the servlet filter. */
  public static RestApplication filtered(Configuration configuration, Class<?>... resources)
      throws Exception {
    ServletContextHandler context = new ServletContextHandler();
    FilterHolder filter = new FilterHolder(new RateLimitFilter(install(configuration)));
    filter.setAsyncSupported(true);
    context.addFilter(filter, "/*", EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC));
    return new RestApplication(context, resources);
  }

  private static Limitrate install(Configuration configuration) {
    return Limitrate.start(configuration, InstantSource.fixed(NOW)).install();
  }

  public HttpResponse<String> get(String path, String... headers) {
    HttpRequest.Builder request = HttpRequest.newBuilder(root.resolve(path));
    return send(headers.length == 0 ? request : request.headers(headers));
  }

  /** Sends the preflight of a browser for a GET request. */
  public HttpResponse<String> preflight(String path) {
    return send(
        HttpRequest.newBuilder(root.resolve(path))
            .method("OPTIONS", HttpRequest.BodyPublishers.noBody())
            .headers("Origin", "https://x.example", "Access-Control-Request-Method", "GET"));
  }

  public HttpResponse<String> head(String path) {
    return send(
        HttpRequest.newBuilder(root.resolve(path))
            .method("HEAD", HttpRequest.BodyPublishers.noBody()));
  }

  public HttpResponse<String> post(String path, String body) {
    return send(
        HttpRequest.newBuilder(root.resolve(path)).POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  public HttpResponse<String> post(String path, String type, String body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(root.resolve(path))
            .header("Content-Type", type)
            .POST(HttpRequest.BodyPublishers.ofString(body));
    return send(headers.length == 0 ? request : request.headers(headers));
  }

  /** Returns the statuses of several requests, sent one after another. */
  public List<Integer> statuses(int times, String path) {
    return IntStream.range(0, times).mapToObj(i -> get(path).statusCode()).toList();
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** Stops the server, and ends the application as a container with initializers does. */
  public void close() throws Exception {
    server.stop();
    ApplicationRuntime known = ApplicationRuntime.find();
    if (known != null) {
      Bootstrap.end(known);
      if (known.equals(ApplicationRuntime.find())) {
        known.close();
      }
    }
  }
}

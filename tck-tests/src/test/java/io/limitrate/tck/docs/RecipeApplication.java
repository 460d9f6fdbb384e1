package io.limitrate.tck.docs;

import io.limitrate.config.Configuration;
import io.limitrate.internal.application.Bootstrap;
import io.limitrate.runtime.Limitrate;
import io.limitrate.servlet.RateLimitFilter;
import io.limitrate.tck.Jetty;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;

/**
 * A servlet behind the filter, with the configuration of a recipe. Only the test moves the clock.
 */
final class RecipeApplication implements AutoCloseable {
  private final HttpClient client = HttpClient.newHttpClient();
  private final Limitrate limitrate;
  private final Jetty jetty;
  private volatile Instant now = Instant.parse("2026-01-01T00:00:00Z");

  private RecipeApplication(Configuration configuration, Filter... before) throws Exception {
    limitrate = Limitrate.start(configuration, () -> now).install();
    try {
      jetty = Jetty.start((classes, context) -> register(context, before));
    } catch (Exception e) {
      limitrate.close();
      throw e;
    }
  }

  /** Starts the application of the recipe with this heading. */
  static RecipeApplication of(String heading, Filter... before) throws Exception {
    byte[] yaml = Recipes.yaml(heading).getBytes(StandardCharsets.UTF_8);
    return new RecipeApplication(
        Bootstrap.read(new ByteArrayInputStream(yaml), "limitrate.yaml"), before);
  }

  /** Starts an application with this configuration. */
  static RecipeApplication of(Configuration configuration) throws Exception {
    return new RecipeApplication(configuration);
  }

  private void register(ServletContext context, Filter... before) {
    for (Filter filter : before) {
      map(context, filter);
    }
    map(context, new RateLimitFilter(limitrate));
    context.addServlet("echo", new Echo()).addMapping("/");
  }

  private static void map(ServletContext context, Filter filter) {
    var registration = context.addFilter(filter.getClass().getName(), filter);
    registration.setAsyncSupported(true);
    registration.addMappingForUrlPatterns(
        EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC), true, "/*");
  }

  /** Sets the clock, which starts at the beginning of 2026. */
  void at(String instant) {
    now = Instant.parse(instant);
  }

  /** Returns the statuses of several requests, sent one after another. */
  List<Integer> gets(int count, String path, String... headers) throws Exception {
    List<Integer> statuses = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      statuses.add(get(path, headers).statusCode());
    }
    return statuses;
  }

  HttpResponse<String> get(String path, String... headers) throws Exception {
    return send("GET", path, BodyPublishers.noBody(), headers);
  }

  HttpResponse<String> send(String method, String path, BodyPublisher body, String... headers)
      throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri(path)).method(method, body);
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), BodyHandlers.ofString());
  }

  URI uri(String path) {
    return URI.create(jetty.root() + path);
  }

  @Override
  public void close() {
    try (limitrate) {
      jetty.close();
    }
  }

  /** Answers with the path to which the request was dispatched, except for a missing page. */
  private static final class Echo extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      request.getInputStream().readAllBytes();
      if (request.getServletPath().equals("/missing")) {
        response.sendError(HttpServletResponse.SC_NOT_FOUND);
        return;
      }
      response.getWriter().write(request.getServletPath());
    }
  }
}

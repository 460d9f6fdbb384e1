package io.limitrate.tck;

import io.limitrate.Charge;
import io.limitrate.Policy;
import io.limitrate.config.Configuration;
import io.limitrate.jaxrs.RateLimitExceptionMapper;
import io.limitrate.runtime.Limitrate;
import io.limitrate.servlet.RateLimitFilter;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.glassfish.jersey.CommonProperties;
import org.glassfish.jersey.media.sse.SseFeature;
import org.glassfish.jersey.server.ResourceConfig;
import org.glassfish.jersey.server.ServerProperties;
import org.glassfish.jersey.servlet.ServletContainer;

/**
 * Jersey in Jetty, with the entrances that a test chooses and the policy {@code once}: 10 requests
 * an hour. The clock stands still.
 */
final class JerseyApplication implements AutoCloseable {
  private static final Policy ONCE = Policy.builder("once").key("ip").quotas("10/1h").build();
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private final List<Charge> charges = new CopyOnWriteArrayList<>();
  private final Filter filter;
  private final Limitrate limitrate;
  private final Jetty jetty;
  private final HttpContractClient client;
  private int servletMinor;

  /** The servlet filter in front of the resources: absent, without a rule, or with a rule. */
  enum Filter {
    ABSENT,
    WITHOUT_RULE,
    WITH_RULE
  }

  private JerseyApplication(Filter filter, ResourceConfig jersey) throws Exception {
    this.filter = filter;
    limitrate = Limitrate.start(configuration(), InstantSource.fixed(NOW)).install();
    try {
      jetty = Jetty.start((classes, context) -> register(context, jersey));
    } catch (Exception e) {
      limitrate.close();
      throw e;
    }
    client = new HttpContractClient(jetty.root());
  }

  /** Starts with the JAX-RS feature, which Jersey finds by itself. */
  static JerseyApplication withFeature(Filter filter, Class<?>... resources) throws Exception {
    return new JerseyApplication(filter, jersey(resources));
  }

  /** Starts without the JAX-RS feature, but with its mapper for rejections of the aspect. */
  static JerseyApplication withoutFeature(Filter filter, Class<?>... resources) throws Exception {
    return new JerseyApplication(
        filter,
        jersey(resources)
            .property(CommonProperties.FEATURE_AUTO_DISCOVERY_DISABLE, true)
            .register(SseFeature.class)
            .register(RateLimitExceptionMapper.class));
  }

  private static ResourceConfig jersey(Class<?>... resources) {
    return new ResourceConfig(resources).property(ServerProperties.WADL_FEATURE_DISABLE, true);
  }

  private Configuration configuration() {
    Configuration.Builder configuration =
        Configuration.builder().policy(ONCE).listener(charges::add);
    return filter == Filter.WITH_RULE
        ? configuration.limit("/*", ONCE).build()
        : configuration.build();
  }

  private void register(ServletContext context, ResourceConfig jersey) {
    servletMinor = context.getMinorVersion();
    if (filter != Filter.ABSENT) {
      FilterRegistration.Dynamic limits =
          context.addFilter("limits", new RateLimitFilter(limitrate));
      limits.setAsyncSupported(true);
      limits.addMappingForUrlPatterns(
          EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC), false, "/*");
    }
    ServletRegistration.Dynamic servlet =
        context.addServlet("jersey", new ServletContainer(jersey));
    servlet.setAsyncSupported(true);
    servlet.setLoadOnStartup(0);
    servlet.addMapping("/*");
  }

  /** Returns all charges so far. */
  List<Charge> charges() {
    return charges;
  }

  /** Returns the minor version of the container's Servlet API 6. */
  int servletMinor() {
    return servletMinor;
  }

  HttpResponse<String> send(String method, String path) {
    return client.send(method, path);
  }

  HttpResponse<String> get(String path) {
    return client.get(path);
  }

  HttpResponse<String> post(String path, String form) {
    return client.post(path, form);
  }

  @Override
  public void close() {
    jetty.close();
    limitrate.close();
  }
}

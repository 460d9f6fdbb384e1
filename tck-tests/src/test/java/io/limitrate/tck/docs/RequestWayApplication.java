package io.limitrate.tck.docs;

import io.limitrate.Policy;
import io.limitrate.config.Configuration;
import io.limitrate.config.LocalSource;
import io.limitrate.config.StoreSettings;
import io.limitrate.runtime.Limitrate;
import io.limitrate.servlet.RateLimitFilter;
import io.limitrate.tck.Jetty;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URL;
import java.util.EnumSet;

/**
 * A program that limits an application on Jetty, over Caffeine and with one policy by address, and
 * sends requests to it. The last request arrives between {@link #begin} and {@link #end}, where a
 * debugger can stop.
 */
final class RequestWayApplication {
  private RequestWayApplication() {}

  public static void main(String[] arguments) throws Exception {
    Policy policy = Policy.builder("api").key("ip").quotas("100/1m").build();
    Configuration configuration =
        Configuration.builder()
            .store(new StoreSettings.InProcess(new LocalSource.Caffeine()))
            .limit("/*", policy)
            .build();
    try (Limitrate limitrate = Limitrate.start(configuration);
        Jetty jetty = Jetty.start((classes, context) -> add(context, limitrate))) {
      URL url = jetty.root().resolve("/app/products").toURL();
      get(url);
      get(url);
      begin();
      get(url);
      end();
    }
  }

  private static void add(ServletContext context, Limitrate limitrate) {
    context
        .addFilter("limitrate", new RateLimitFilter(limitrate))
        .addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), true, "/*");
    context.addServlet("answer", new Answer()).addMapping("/*");
  }

  private static void get(URL url) throws IOException {
    url.openStream().readAllBytes();
  }

  static void begin() {}

  static void end() {}

  private static final class Answer extends HttpServlet {
    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      response.getWriter().print("done");
    }
  }
}

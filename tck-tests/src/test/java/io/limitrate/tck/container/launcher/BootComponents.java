package io.limitrate.tck.container.launcher;

import io.limitrate.servlet.RateLimitFilter;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRegistration;
import java.io.InputStream;
import java.util.EnumSet;
import org.springframework.boot.web.servlet.ServletContextInitializer;
import org.springframework.core.Ordered;

/**
 * Registers the application's servlets and its other filters, which run before the rate limiter.
 */
final class BootComponents implements ServletContextInitializer, Ordered {

  BootComponents() {}

  @Override
  public int getOrder() {
    return -1;
  }

  @Override
  public void onStartup(ServletContext context) throws ServletException {
    try (InputStream in = context.getResourceAsStream("/WEB-INF/web.xml")) {
      WebXml webXml = WebXml.read(in);
      webXml.listeners().forEach(context::addListener);
      webXml.servlets().forEach(servlet -> add(context, servlet));
      webXml.filters().stream()
          .filter(each -> !each.type().equals(RateLimitFilter.class.getName()))
          .forEach(filter -> addFilter(context, filter));
    } catch (Exception e) {
      throw new ServletException(e);
    }
  }

  private static void add(ServletContext context, WebXml.Component servlet) {
    ServletRegistration.Dynamic added = context.addServlet(servlet.name(), servlet.type());
    added.setAsyncSupported(true);
    servlet.mappings().stream()
        .flatMap(mapping -> mapping.patterns().stream())
        .forEach(added::addMapping);
  }

  private static void addFilter(ServletContext context, WebXml.Component filter) {
    FilterRegistration.Dynamic added = context.addFilter(filter.name(), filter.type());
    added.setAsyncSupported(true);
    for (WebXml.Mapping mapping : filter.mappings()) {
      added.addMappingForUrlPatterns(
          EnumSet.copyOf(mapping.dispatchers()), false, mapping.patterns().toArray(String[]::new));
    }
  }
}

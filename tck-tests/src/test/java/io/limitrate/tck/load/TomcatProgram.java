package io.limitrate.tck.load;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.Servlet;
import java.nio.file.Path;
import org.apache.catalina.Context;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.filters.RateLimitFilter;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.descriptor.web.FilterDef;
import org.apache.tomcat.util.descriptor.web.FilterMap;
import org.jspecify.annotations.Nullable;

/** Runs Tomcat until the process is ended. */
final class TomcatProgram {
  private TomcatProgram() {}

  public static void main(String[] arguments) throws Exception {
    LoadSettings settings = LoadSettings.of(arguments);
    run(settings.port(), new TextServlet(), limiter(settings));
  }

  /** Runs a servlet behind a filter until the process is ended. */
  static void run(int port, Servlet servlet, @Nullable FilterDef filter) throws Exception {
    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir(Path.of("").toAbsolutePath().toString());
    tomcat.setConnector(connector(port));
    Context context = tomcat.addContext("", null);
    Tomcat.addServlet(context, "servlet", servlet).addMapping(LoadSettings.PATHS);
    if (filter != null) {
      add(context, filter);
    }
    tomcat.start();
    System.out.println(LoadSettings.READY);
    tomcat.getServer().await();
  }

  private static Connector connector(int port) {
    Connector connector = new Connector();
    connector.setPort(port);
    connector.setProperty("address", LoadSettings.HOST);
    // By default Tomcat closes a connection after 100 requests.
    connector.setProperty("maxKeepAliveRequests", "-1");
    return connector;
  }

  private static @Nullable FilterDef limiter(LoadSettings settings) {
    return switch (settings.protection()) {
      case NONE -> null;
      case ANSWERS, LIMITRATE_EHCACHE, LIMITRATE_CAFFEINE -> filter(settings.filter());
      case PEER -> ownFilter(settings.perSecond());
    };
  }

  private static FilterDef ownFilter(int perSecond) {
    FilterDef definition = filter(new RateLimitFilter());
    definition.addInitParameter("bucketRequests", Integer.toString(perSecond));
    definition.addInitParameter("bucketDuration", "1");
    definition.addInitParameter("exposeHeaders", "true");
    definition.addInitParameter("rateLimitClassName", "org.apache.catalina.util.ExactRateLimiter");
    return definition;
  }

  static FilterDef filter(Filter filter) {
    FilterDef definition = new FilterDef();
    definition.setFilterName("limiter");
    definition.setFilter(filter);
    definition.setAsyncSupported("true");
    return definition;
  }

  private static void add(Context context, FilterDef filter) {
    FilterMap map = new FilterMap();
    map.setFilterName(filter.getFilterName());
    map.addURLPattern(LoadSettings.PATHS);
    map.setDispatcher(DispatcherType.REQUEST.name());
    map.setDispatcher(DispatcherType.ASYNC.name());
    context.addFilterDef(filter);
    context.addFilterMap(map);
  }
}

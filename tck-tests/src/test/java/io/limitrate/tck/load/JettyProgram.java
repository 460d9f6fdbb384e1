package io.limitrate.tck.load;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import java.util.EnumSet;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.DoSHandler;

/** Runs Jetty until the process is ended. */
final class JettyProgram {
  private JettyProgram() {}

  public static void main(String[] arguments) throws Exception {
    LoadSettings settings = LoadSettings.of(arguments);
    Server server = new Server();
    ServerConnector connector = new ServerConnector(server);
    connector.setHost(LoadSettings.HOST);
    connector.setPort(settings.port());
    server.addConnector(connector);
    server.setHandler(handler(settings));
    server.start();
    System.out.println(LoadSettings.READY);
    server.join();
  }

  private static Handler handler(LoadSettings settings) {
    ServletContextHandler servlets = new ServletContextHandler();
    servlets.addServlet(new ServletHolder(new TextServlet()), LoadSettings.PATHS);
    return switch (settings.protection()) {
      case NONE -> servlets;
      case ANSWERS, LIMITRATE_EHCACHE, LIMITRATE_CAFFEINE -> add(servlets, settings.filter());
      case PEER -> own(servlets, settings.perSecond());
    };
  }

  private static Handler add(ServletContextHandler servlets, Filter filter) {
    FilterHolder holder = new FilterHolder(filter);
    holder.setAsyncSupported(true);
    servlets.addFilter(
        holder, LoadSettings.PATHS, EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC));
    return servlets;
  }

  private static Handler own(Handler next, int perSecond) {
    DoSHandler handler = new DoSHandler(new DoSHandler.LeakingBucketTrackerFactory(perSecond));
    handler.setHandler(next);
    return handler;
  }
}

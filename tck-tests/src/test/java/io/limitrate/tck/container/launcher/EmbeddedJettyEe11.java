package io.limitrate.tck.container.launcher;

import java.nio.file.Path;
import org.eclipse.jetty.ee11.annotations.AnnotationConfiguration;
import org.eclipse.jetty.ee11.webapp.WebAppContext;
import org.eclipse.jetty.server.handler.ContextHandler;

/** Jetty with Jakarta EE 11. */
final class EmbeddedJettyEe11 extends EmbeddedJetty {
  EmbeddedJettyEe11() {}

  @Override
  ContextHandler application(Path war, String contextPath) {
    WebAppContext context = new WebAppContext();
    context.setWar(war.toString());
    context.setContextPath(contextPath);
    context.addConfiguration(new AnnotationConfiguration());
    context.setThrowUnavailableOnStartupException(true);
    return context;
  }
}

package io.limitrate.tck.container.launcher;

import java.nio.file.Path;
import org.eclipse.jetty.ee10.annotations.AnnotationConfiguration;
import org.eclipse.jetty.ee10.webapp.WebAppContext;
import org.eclipse.jetty.server.handler.ContextHandler;

/** Jetty with Jakarta EE 10. */
final class EmbeddedJettyEe10 extends EmbeddedJetty {
  EmbeddedJettyEe10() {}

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

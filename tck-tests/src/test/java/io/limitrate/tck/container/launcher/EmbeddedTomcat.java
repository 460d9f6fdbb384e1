package io.limitrate.tck.container.launcher;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleState;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.core.StandardHost;
import org.apache.catalina.startup.Tomcat;
import org.apache.coyote.http2.Http2Protocol;

/** Tomcat in the version on the class path. */
final class EmbeddedTomcat implements Embedded {
  private final Tomcat tomcat = new Tomcat();
  private final Map<String, Context> contexts = new HashMap<>();

  EmbeddedTomcat() {}

  @Override
  public int start(Path directory) throws Exception {
    tomcat.setBaseDir(directory.toString());
    Files.createDirectories(directory.resolve("webapps"));
    Connector connector = new Connector();
    connector.setPort(0);
    connector.setProperty("address", "127.0.0.1");
    connector.addUpgradeProtocol(new Http2Protocol());
    tomcat.setConnector(connector);
    tomcat.addUser("alice", "right");
    tomcat.addRole("alice", "staff");
    ((StandardHost) tomcat.getHost()).setUnpackWARs(true);
    tomcat.start();
    return connector.getLocalPort();
  }

  @Override
  public void deploy(String name, Path war) {
    Context context = tomcat.addWebapp("/" + name, war.toString());
    contexts.put(name, context);
    if (context.getState() != LifecycleState.STARTED) {
      throw new IllegalStateException(name + ": " + context.getState());
    }
  }

  @Override
  public void undeploy(String name) throws Exception {
    Context context = contexts.remove(name);
    context.stop();
    context.destroy();
    tomcat.getHost().removeChild(context);
  }
}

package io.limitrate.tck;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Set;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Tomcat brings its Servlet API along, so it is not on the class path of the other one. */
@DisabledIfSystemProperty(named = "ee", matches = "11")
class TomcatHttpTest extends HttpContract {
  @TempDir static Path directory;

  @Override
  protected Container start() throws Exception {
    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir(directory.toString());
    Connector connector = new Connector();
    connector.setPort(0);
    connector.setProperty("address", "127.0.0.1");
    tomcat.setConnector(connector);
    Context application = tomcat.addContext("/app", null);
    application.addServletContainerInitializer(new HttpContractApplication(), Set.of());
    tomcat.start();
    return new Running(tomcat);
  }

  private record Running(Tomcat tomcat) implements Container {
    @Override
    public URI root() {
      return URI.create("http://127.0.0.1:" + tomcat.getConnector().getLocalPort() + "/app");
    }

    @Override
    public void close() throws IOException {
      try {
        tomcat.stop();
        tomcat.destroy();
      } catch (LifecycleException e) {
        throw new IOException(e);
      }
    }
  }
}

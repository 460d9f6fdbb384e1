package io.limitrate.bench;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.startup.Tomcat;

/** Tomcat on a free port of the loopback interface. */
record StartedTomcat(Tomcat tomcat) implements AutoCloseable {

  /** Starts Tomcat without a filter, and sends one request to it. */
  static StartedTomcat answering() throws IOException, LifecycleException {
    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir(Files.createTempDirectory("start").toString());
    tomcat.setPort(0);
    tomcat.getConnector().setProperty("address", "127.0.0.1");
    Context context = tomcat.addContext("", null);
    Tomcat.addServlet(context, "hello", new Hello()).addMapping("/*");
    tomcat.start();
    int port = tomcat.getConnector().getLocalPort();
    try (InputStream answer = URI.create("http://127.0.0.1:" + port + "/").toURL().openStream()) {
      answer.readAllBytes();
    }
    return new StartedTomcat(tomcat);
  }

  @Override
  public void close() throws LifecycleException {
    tomcat.stop();
    tomcat.destroy();
  }

  private static final class Hello extends HttpServlet {
    private static final long serialVersionUID = 1;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      response.getWriter().write("hello");
    }
  }
}

package io.limitrate.bench;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.startup.Tomcat;

/**
 * Tomcat on a free port of the loopback interface.
 *
 * @param directory Tomcat's own directory, which closing deletes
 */
record StartedTomcat(Tomcat tomcat, Path directory) implements AutoCloseable {

  /** Starts Tomcat without a filter, and sends one request to it. */
  static StartedTomcat answering() throws IOException, LifecycleException {
    Path directory = Files.createTempDirectory("start");
    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir(directory.toString());
    tomcat.setPort(0);
    tomcat.getConnector().setProperty("address", "127.0.0.1");
    Context context = tomcat.addContext("", null);
    Tomcat.addServlet(context, "hello", new Hello()).addMapping("/*");
    tomcat.start();
    int port = tomcat.getConnector().getLocalPort();
    try (InputStream answer = URI.create("http://127.0.0.1:" + port + "/").toURL().openStream()) {
      answer.readAllBytes();
    }
    return new StartedTomcat(tomcat, directory);
  }

  @Override
  public void close() throws LifecycleException, IOException {
    tomcat.stop();
    tomcat.destroy();
    try (Stream<Path> files = Files.walk(directory)) {
      List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
      for (Path file : deepestFirst) {
        Files.delete(file);
      }
    }
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

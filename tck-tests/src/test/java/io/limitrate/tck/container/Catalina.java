package io.limitrate.tck.container;

import io.limitrate.tck.Container;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Tomcat, or what is built on it, started by its own script. */
final class Catalina implements Container {
  private final CatalinaBase base;
  private final ServerProcess server;

  private Catalina(CatalinaBase base, ServerProcess server) {
    this.base = base;
    this.server = server;
  }

  /**
   * Starts it; the script becomes the server by {@code exec}.
   *
   * @param home where it is unpacked
   */
  static Catalina start(Path home, Path directory, List<String> options) throws IOException {
    CatalinaBase base = new CatalinaBase(home, directory.resolve("base"));
    ProcessBuilder command =
        new ProcessBuilder("sh", home.resolve("bin/catalina.sh").toString(), "run");
    Map<String, String> environment = command.environment();
    environment.put("JRE_HOME", System.getProperty("java.home"));
    environment.put("CATALINA_HOME", home.toString());
    environment.put("CATALINA_BASE", base.directory().toString());
    environment.put("CATALINA_OPTS", "-Xmx512m " + String.join(" ", options));
    ServerProcess server = ServerProcess.start(command, directory);
    try {
      server.await("start", () -> server.log().contains("Server startup in"));
      return new Catalina(base, server);
    } catch (RuntimeException e) {
      server.close();
      throw e;
    }
  }

  private URI root(String name) {
    return URI.create("http://127.0.0.1:" + base.port() + "/" + name);
  }

  @Override
  public URI deploy(String name, Path war) throws IOException {
    base.put(name, war);
    return server.awaitApplication(root(name));
  }

  @Override
  public void undeploy(String name) throws IOException {
    base.remove(name);
    server.awaitGone(root(name));
    server.await(name + " removed", () -> base.isGone(name));
  }

  @Override
  public long pid() {
    return server.process().pid();
  }

  @Override
  public void close() {
    server.close();
  }
}

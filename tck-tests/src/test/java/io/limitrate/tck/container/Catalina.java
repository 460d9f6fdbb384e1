package io.limitrate.tck.container;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A server that is Tomcat or contains Tomcat, started by its own script. */
final class Catalina extends ServerContainer {
  private final CatalinaBase base;

  private Catalina(CatalinaBase base, ServerProcess server) {
    super(server, base.port());
    this.base = base;
  }

  /**
   * Starts the server. The script replaces itself by the server with {@code exec}.
   *
   * @param home the directory of the unpacked distribution
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
    return new Catalina(base, ServerProcess.start(command, directory, "Server startup in"));
  }

  @Override
  public URI deploy(String name, Path war) throws IOException {
    base.put(name, war);
    return server().awaitApplication(root(name));
  }

  @Override
  public void undeploy(String name) throws IOException {
    base.remove(name);
    server().awaitGone(root(name));
    server().await(name + " removed", () -> base.isGone(name));
  }
}

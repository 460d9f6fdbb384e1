package io.limitrate.tck.container;

import io.limitrate.tck.FreePorts;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Open Liberty, started by {@code server run}, which replaces itself by the JVM. The directory
 * {@code dropins} deploys and undeploys applications. The result is read from the output of the
 * server.
 */
final class LibertyServer extends ServerContainer {
  private static final Path HOME = ServerFiles.distribution("liberty");
  private static final String NAME = "limitrate";

  private final Path dropins;

  private LibertyServer(ServerProcess server, Path dropins, int port) {
    super(server, port);
    this.dropins = dropins;
  }

  /** Starts a server with its own user directory. */
  static LibertyServer start(Path directory, List<String> options) throws IOException {
    Path own = Files.createDirectories(directory.resolve("usr/servers").resolve(NAME));
    Path dropins = Files.createDirectories(own.resolve("dropins"));
    int port = FreePorts.find(1).get(0);
    ServerFiles.write("liberty/server.xml", own);
    Files.writeString(own.resolve("bootstrap.properties"), "http.port=" + port + "\n");
    List<String> lines = new ArrayList<>(options);
    lines.add("-Xmx512m");
    Files.write(own.resolve("jvm.options"), lines);
    ProcessBuilder command = new ProcessBuilder(HOME.resolve("bin/server").toString(), "run", NAME);
    command.environment().put("JAVA_HOME", System.getProperty("java.home"));
    command.environment().put("WLP_USER_DIR", directory.resolve("usr").toString());
    return new LibertyServer(ServerProcess.start(command, directory, "CWWKF0011I"), dropins, port);
  }

  @Override
  public URI deploy(String name, Path war) throws IOException {
    int before = server().log().length();
    ServerFiles.copyAtOnce(war, dropins.resolve(name + ".war"));
    awaitMessage("CWWKZ000[1-4]", name, before);
    if (said("CWWKZ000[24]", name, before)) {
      throw new IOException(name + "\n" + server().log());
    }
    return server().awaitApplication(root(name));
  }

  @Override
  public void undeploy(String name) throws IOException {
    int before = server().log().length();
    Files.delete(dropins.resolve(name + ".war"));
    awaitMessage("CWWKZ0009", name, before);
  }

  private void awaitMessage(String number, String name, int before) {
    server().await(number + " of " + name, () -> said(number, name, before));
  }

  private boolean said(String number, String name, int before) {
    return Pattern.compile(number + ".*\\b" + name + "\\b")
        .matcher(server().log().substring(before))
        .find();
  }
}

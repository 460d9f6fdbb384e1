package io.limitrate.tck.container;

import io.limitrate.tck.FreePorts;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * WildFly's standalone server. WildFly's script stays the parent process of the JVM, so this class
 * starts the JVM itself in the same way. The directory {@code deployments} and its marker files
 * deploy and undeploy applications.
 */
final class WildFlyServer extends ServerContainer {
  private static final Path HOME = ServerFiles.distribution("wildfly");

  /** The most important of the packages that the script opens. */
  private static final List<String> OPENED =
      List.of(
          "java.base/java.lang",
          "java.base/java.lang.invoke",
          "java.base/java.lang.reflect",
          "java.base/java.io",
          "java.base/java.net",
          "java.base/java.security",
          "java.base/java.util",
          "java.base/java.util.concurrent",
          "java.management/javax.management",
          "java.naming/javax.naming");

  private final Path deployments;

  private WildFlyServer(ServerProcess server, Path deployments, int port) {
    super(server, port);
    this.deployments = deployments;
  }

  /** Starts a server on a copy of the distribution's directory {@code standalone}. */
  static WildFlyServer start(Path directory, List<String> options) throws IOException {
    Path base = directory.resolve("standalone");
    ServerFiles.copy(HOME.resolve("standalone"), base);
    Path configuration = base.resolve("configuration");
    ServerFiles.write("wildfly/application-users.properties", configuration);
    ServerFiles.write("wildfly/application-roles.properties", configuration);
    ServerFiles.write("wildfly/limitrate.yml", configuration);
    scanOften(configuration.resolve("standalone.xml"));
    List<Integer> ports = FreePorts.find(5);
    List<String> command = jvm(base, options);
    command.addAll(server(base, ports));
    ServerProcess server =
        ServerProcess.start(new ProcessBuilder(command), directory, "WFLYSRV0025");
    return new WildFlyServer(server, base.resolve("deployments"), ports.get(0));
  }

  /**
   * Lets the server scan the directory of deployments every half second instead of every five
   * seconds.
   */
  private static void scanOften(Path standalone) throws IOException {
    String often =
        Files.readString(standalone).replace("scan-interval=\"5000\"", "scan-interval=\"500\"");
    Files.writeString(standalone, often);
  }

  /**
   * Returns the command of the JVM. JBoss Modules starts an agent, so the agent follows the jar of
   * JBoss Modules: see MODULE_OPTS in standalone.sh.
   */
  private static List<String> jvm(Path base, List<String> options) {
    List<String> agents = options.stream().filter(each -> each.startsWith("-javaagent:")).toList();
    Path modules = HOME.resolve("jboss-modules.jar");
    List<String> command = new ArrayList<>();
    command.add(ServerProcess.java());
    if (!agents.isEmpty()) {
      command.add("-javaagent:" + modules);
    }
    command.add("-Xmx512m");
    options.stream().filter(each -> !agents.contains(each)).forEach(command::add);
    OPENED.forEach(each -> command.add("--add-opens=" + each + "=ALL-UNNAMED"));
    command.add("-Dorg.jboss.boot.log.file=" + base.resolve("log/server.log"));
    command.add(
        "-Dlogging.configuration=" + base.resolve("configuration/logging.properties").toUri());
    command.addAll(List.of("-jar", modules.toString()));
    command.addAll(agents);
    command.addAll(List.of("-mp", HOME.resolve("modules").toString(), "org.jboss.as.standalone"));
    return command;
  }

  private static List<String> server(Path base, List<Integer> ports) {
    return List.of(
        "-Djboss.home.dir=" + HOME,
        "-Djboss.server.base.dir=" + base,
        "-Djboss.http.port=" + ports.get(0),
        "-Djboss.https.port=" + ports.get(1),
        "-Djboss.ajp.port=" + ports.get(2),
        "-Djboss.management.http.port=" + ports.get(3),
        "-Djboss.management.https.port=" + ports.get(4),
        "-b=127.0.0.1",
        "--yaml=" + base.resolve("configuration/limitrate.yml"));
  }

  @Override
  public URI deploy(String name, Path war) throws IOException {
    ServerFiles.copyAtOnce(war, deployments.resolve(name + ".war"));
    Files.createFile(marker(name, "dodeploy"));
    server()
        .await(
            "deployment of " + name,
            () -> Files.exists(marker(name, "deployed")) || Files.exists(marker(name, "failed")));
    if (Files.exists(marker(name, "failed"))) {
      throw new IOException(Files.readString(marker(name, "failed")) + server().log());
    }
    return server().awaitApplication(root(name));
  }

  @Override
  public void undeploy(String name) throws IOException {
    Files.delete(marker(name, "deployed"));
    server().await("end of " + name, () -> Files.exists(marker(name, "undeployed")));
    Files.delete(deployments.resolve(name + ".war"));
    Files.delete(marker(name, "undeployed"));
  }

  private Path marker(String name, String state) {
    return deployments.resolve(name + ".war." + state);
  }
}

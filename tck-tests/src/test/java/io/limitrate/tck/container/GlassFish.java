package io.limitrate.tck.container;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** GlassFish with its own domain, administered by asadmin. */
final class GlassFish extends ServerContainer {
  private static final String ROLES_BY_GROUPS =
      "configs.config.server-config.security-service"
          + ".activate-default-principal-to-role-mapping=true";

  /** The id of the message with the startup time. */
  private static final String STARTED = "NCLS-CORE-00017";

  private final Path home;
  private final GlassFishDomain domain;

  private GlassFish(Path home, GlassFishDomain domain, ServerProcess server) {
    super(server, domain.httpPort());
    this.home = home;
    this.domain = domain;
  }

  /**
   * Starts the server.
   *
   * @param home the directory of the unpacked distribution
   */
  static GlassFish start(Path home, Path directory, List<String> options) throws IOException {
    GlassFishDomain domain = new GlassFishDomain(home, directory.resolve("domain"), options);
    ServerProcess process =
        ServerProcess.start(new ProcessBuilder(invocation(home, domain)), directory, STARTED);
    try {
      GlassFish glassfish = new GlassFish(home, domain, process);
      glassfish.configure(directory);
      return glassfish;
    } catch (IOException | RuntimeException e) {
      process.close();
      throw e;
    }
  }

  /**
   * Returns the command line with which asadmin would start the server in the background, one
   * argument on each line.
   */
  private static List<String> invocation(Path home, GlassFishDomain domain) throws IOException {
    String printed =
        Command.run(
            List.of(
                asadmin(home),
                "start-domain",
                "--dry-run",
                "--verbose",
                "--domaindir",
                domain.parent(),
                domain.name()));
    return printed
        .lines()
        .map(String::strip)
        .dropWhile(line -> !line.startsWith("Dump of JVM Invocation"))
        .skip(1)
        .takeWhile(line -> !line.isEmpty())
        .toList();
  }

  private static String asadmin(Path home) {
    return home.resolve("bin/asadmin").toString();
  }

  private void configure(Path directory) throws IOException {
    admin("set", ROLES_BY_GROUPS);
    Path password = Files.writeString(directory.resolve("password"), "AS_ADMIN_USERPASSWORD=right");
    admin("--passwordfile", password.toString(), "create-file-user", "--groups", "staff", "alice");
  }

  private void admin(String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.addAll(List.of(asadmin(home), "--port", String.valueOf(domain.adminPort())));
    command.addAll(List.of(arguments));
    try {
      Command.run(command);
    } catch (IOException e) {
      throw new IOException(server().log(), e);
    }
  }

  @Override
  public URI deploy(String name, Path war) throws IOException {
    admin("deploy", "--name", name, "--contextroot", name, war.toString());
    return server().awaitApplication(root(name));
  }

  @Override
  public void undeploy(String name) throws IOException {
    admin("undeploy", name);
  }
}

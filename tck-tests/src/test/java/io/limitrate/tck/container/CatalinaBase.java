package io.limitrate.tck.container;

import io.limitrate.tck.FreePorts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The directory that {@code CATALINA_BASE} names: the configuration of the distribution with a port
 * on the loopback interface, and the deployed applications.
 */
final class CatalinaBase {
  private static final String USER =
      "<user username=\"alice\" password=\"right\" roles=\"staff\"/>";

  /** The setting that writes the log of the host, with the failures of listeners, into a file. */
  private static final String HOST_LOG =
      "org.apache.catalina.core.ContainerBase.[Catalina].[localhost].handlers =";

  private final Path directory;
  private final int port;

  CatalinaBase(Path home, Path directory) throws IOException {
    this.directory = directory;
    this.port = FreePorts.find(1).get(0);
    for (String each : List.of("logs", "temp", "webapps", "work")) {
      Files.createDirectories(directory.resolve(each));
    }
    ServerFiles.copy(home.resolve("conf"), directory.resolve("conf"));
    Path server = directory.resolve("conf/server.xml");
    Files.writeString(server, configured(Files.readString(server)));
    Path logging = directory.resolve("conf/logging.properties");
    // Without this setting, the log of the host goes to the output of the server.
    Files.writeString(logging, Texts.first(Files.readString(logging), HOST_LOG, "# " + HOST_LOG));
    Path users = directory.resolve("conf/tomcat-users.xml");
    String end = "</tomcat-users>";
    Files.writeString(users, Texts.first(Files.readString(users), end, USER + end));
  }

  /**
   * Replaces the realm that locks users out after wrong passwords, because Limitrate has to do
   * this.
   */
  private String configured(String server) {
    String text = Texts.first(server, "<Server port=\"8005\"", "<Server port=\"-1\"");
    text =
        Texts.first(
            text,
            "<Connector port=\"8080\"",
            "<Connector address=\"127.0.0.1\" port=\"" + port + "\"");
    text = Texts.first(text, "realm.LockOutRealm\"", "realm.CombinedRealm\"");
    String engine = "<Engine name=\"Catalina\" defaultHost=\"localhost\"";
    return Texts.first(text, engine + ">", engine + " backgroundProcessorDelay=\"1\">");
  }

  Path directory() {
    return directory;
  }

  int port() {
    return port;
  }

  /** Deploys an application by moving its complete WAR into the directory. */
  void put(String name, Path war) throws IOException {
    ServerFiles.copyAtOnce(war, war(name));
  }

  /** Undeploys an application. */
  void remove(String name) throws IOException {
    Files.delete(war(name));
  }

  /**
   * Returns whether the server has removed the application, so that another one can be deployed in
   * its place.
   */
  boolean isGone(String name) {
    return Files.notExists(directory.resolve("webapps").resolve(name));
  }

  private Path war(String name) {
    return directory.resolve("webapps").resolve(name + ".war");
  }
}

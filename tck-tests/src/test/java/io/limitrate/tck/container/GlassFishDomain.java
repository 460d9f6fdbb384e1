package io.limitrate.tck.container;

import io.limitrate.tck.FreePorts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A copy of GlassFish's domain with its own ports on the loopback interface. */
final class GlassFishDomain {
  /** Without this setting GlassFish waits for JMS clients on a port of all addresses. */
  private static final String NO_BROKER =
      "<jms-service type=\"REMOTE\" default-jms-host=\"none\">"
          + "<jms-host name=\"none\" host=\"127.0.0.1\"/></jms-service>";

  /** Grizzly's HTTP/2 can deadlock: see {@code EmbeddedPayaraMicro}. */
  private static final String HTTP = "<http default-virtual-server=\"server\" ";

  private static final String OPTIONS_END = "</java-config>";

  private final Path directory;
  private final List<Integer> ports = FreePorts.find(6);

  /**
   * Copies the domain of the distribution.
   *
   * @param options options for the JVM of the server
   */
  GlassFishDomain(Path home, Path directory, List<String> options) throws IOException {
    this.directory = directory;
    ServerFiles.copy(home.resolve("domains/domain1"), directory);
    Path file = directory.resolve("config/domain.xml");
    Files.writeString(file, configured(Files.readString(file), options), StandardCharsets.UTF_8);
  }

  int httpPort() {
    return ports.get(0);
  }

  int adminPort() {
    return ports.get(1);
  }

  /** Returns the name under which asadmin knows the domain. */
  String name() {
    return String.valueOf(directory.getFileName());
  }

  /** Returns the directory that contains the domain. */
  String parent() {
    return String.valueOf(directory.getParent());
  }

  /**
   * Changes the first occurrence of each text, which belongs to the server. Later occurrences
   * belong to a template for other servers.
   */
  private String configured(String domain, List<String> options) {
    String text = domain;
    text = Texts.first(text, "address=\"0.0.0.0\" port=\"3700\"", loopback(ports.get(2)));
    text = Texts.first(text, "address=\"0.0.0.0\" port=\"3820\"", loopback(ports.get(3)));
    text = Texts.first(text, "address=\"0.0.0.0\" port=\"3920\"", loopback(ports.get(4)));
    text = Texts.first(text, "<jmx-connector ", "<jmx-connector enabled=\"false\" ");
    text = Texts.first(text, "port=\"8080\"", loopback(httpPort()));
    text = Texts.first(text, "port=\"8181\"", "enabled=\"false\" " + loopback(ports.get(5)));
    text = Texts.first(text, "port=\"4848\"", loopback(adminPort()));
    text = Texts.first(text, HTTP, HTTP + "http2-enabled=\"false\" ");
    text = Texts.first(text, "<iiop-service>", NO_BROKER + "<iiop-service>");
    return Texts.first(text, OPTIONS_END, elements(options) + OPTIONS_END);
  }

  private static String loopback(int port) {
    return "address=\"127.0.0.1\" port=\"" + port + "\"";
  }

  private static String elements(List<String> options) {
    StringBuilder elements = new StringBuilder();
    options.forEach(
        each -> elements.append("<jvm-options>").append(each).append("</jvm-options>\n"));
    return elements.toString();
  }
}

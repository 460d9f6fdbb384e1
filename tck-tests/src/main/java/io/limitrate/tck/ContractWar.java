package io.limitrate.tck;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * The web application of the contracts as a WAR: Limitrate and its libraries, without any library
 * of a container. Immutable. A method that changes something returns a copy.
 */
public final class ContractWar {
  private static final String CLASSES = "WEB-INF/classes/";
  private static final String LIBRARIES = "WEB-INF/lib/";

  /** The package that every application contains. */
  private static final String APPLICATION = "io/limitrate/tck/app";

  private final boolean woven;
  private final List<String> packages;
  private final List<Path> libraries;
  private final Map<String, String> texts;

  private ContractWar(
      boolean woven, List<String> packages, List<Path> libraries, Map<String, String> texts) {
    this.woven = woven;
    this.packages = List.copyOf(packages);
    this.libraries = List.copyOf(libraries);
    this.texts = Map.copyOf(texts);
  }

  /** Returns the application of {@link HttpContract} and {@link WeavingContract}. */
  public static ContractWar plain() {
    return of("web.xml", "limitrate.yaml", APPLICATION + "/rest", APPLICATION + "/calls");
  }

  /** Returns the application of {@link CdiContract}. */
  static ContractWar cdi() {
    return of("web.xml", "cdi-contract.yaml", APPLICATION + "/calls", APPLICATION + "/cdi");
  }

  /** Returns the application of {@link LoginContract} and {@link LoginOutcomeContract}. */
  public static ContractWar login() {
    return of("login.xml", "login-contract.yaml", APPLICATION + "/login");
  }

  /** Returns the application of an {@link AuthenticationContract} with the given web.xml. */
  static ContractWar authentication(String webXml) {
    return of(webXml, "auth/limitrate.yaml", APPLICATION + "/auth");
  }

  /** Returns the application of {@link SecurityContract}. */
  static ContractWar security() {
    return of(
        "auth/security.xml",
        "auth/limitrate.yaml",
        APPLICATION + "/auth",
        "io/limitrate/tck/security");
  }

  private static ContractWar of(String webXml, String configuration, String... packages) {
    List<String> all = new ArrayList<>(List.of(packages));
    all.add(APPLICATION);
    return new ContractWar(
        false,
        all,
        Limitrates.libraries(),
        Map.of(
            "WEB-INF/web.xml", resource(webXml),
            "WEB-INF/beans.xml", resource("beans.xml"),
            "WEB-INF/limitrate.yaml", resource(configuration)));
  }

  private static String resource(String name) {
    try (InputStream in = ContractWar.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException(name, e);
    }
  }

  /** Returns the application with classes that ajc weaves, as in a build. */
  public ContractWar woven() {
    return new ContractWar(true, packages, libraries, texts);
  }

  /**
   * Returns the application with further libraries, such as a JAX-RS runtime for a container
   * without one.
   */
  public ContractWar with(List<Path> more) {
    List<Path> all = new ArrayList<>(libraries);
    all.addAll(more);
    return new ContractWar(woven, packages, all, texts);
  }

  /**
   * Returns the application with an added or replaced file, such as a container's own descriptor.
   */
  public ContractWar with(String file, String text) {
    Map<String, String> all = new LinkedHashMap<>(texts);
    all.put(file, text);
    return new ContractWar(woven, packages, libraries, all);
  }

  /**
   * Writes the WAR.
   *
   * @return the file {@code name.war} in the directory
   */
  public Path write(Path directory, String name) throws IOException {
    Path classes = Files.createTempDirectory(directory, "classes");
    Limitrates.copyClasses(packages, classes);
    Path war = directory.resolve(name + ".war");
    try (OutputStream out = Files.newOutputStream(war);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Map.Entry<String, String> text : texts.entrySet()) {
        entry(zip, text.getKey(), text.getValue().getBytes(StandardCharsets.UTF_8));
      }
      for (Path library : libraries) {
        entry(zip, LIBRARIES + library.getFileName(), Files.readAllBytes(library));
      }
      Path written = woven ? Ajc.weave(classes, directory) : classes;
      for (Path file : Limitrates.files(written)) {
        String path = written.relativize(file).toString().replace('\\', '/');
        entry(zip, CLASSES + path, Files.readAllBytes(file));
      }
    }
    return war;
  }

  private static void entry(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    zip.write(bytes);
    zip.closeEntry();
  }
}

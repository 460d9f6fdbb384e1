package io.limitrate.tck;

import io.limitrate.tck.app.AnswerServlet;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Finds on this class path the libraries that a WAR with Limitrate contains. */
final class Limitrates {
  /** One class of each library. */
  private static final List<String> BUNDLED =
      List.of(
          "io.limitrate.Limiter",
          "io.limitrate.annotation.RateLimited",
          "io.limitrate.jaxrs.RateLimitFeature",
          "javax.cache.Cache",
          "org.ehcache.Cache",
          "org.slf4j.Logger",
          "org.snakeyaml.engine.v2.api.Load",
          "com.fasterxml.jackson.core.JsonFactory",
          "org.aspectj.lang.JoinPoint");

  /**
   * Jars of modules that this build has not packaged yet, by their directory. Each jar is created
   * once.
   */
  private static final Map<Path, Path> ARCHIVED = new ConcurrentHashMap<>();

  private Limitrates() {}

  static List<Path> libraries() {
    return BUNDLED.stream().map(Limitrates::jar).toList();
  }

  /** Returns the jar that contains the class. */
  static Path jar(String type) {
    Path place = place(type);
    return Files.isDirectory(place) ? ARCHIVED.computeIfAbsent(place, Limitrates::archived) : place;
  }

  /**
   * Returns AspectJ's agent, by its file name, because other jars of AspectJ contain the same
   * classes.
   */
  static Path agent() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(Path::of)
        .filter(path -> path.getFileName().toString().matches("aspectjweaver-.*\\.jar"))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("aspectjweaver: must be on the class path"));
  }

  private static Path place(String type) {
    try {
      return Path.of(
          Class.forName(type, false, Limitrates.class.getClassLoader())
              .getProtectionDomain()
              .getCodeSource()
              .getLocation()
              .toURI());
    } catch (ClassNotFoundException | URISyntaxException e) {
      throw new IllegalStateException("class " + type + ": must be on the class path", e);
    }
  }

  private static Path archived(Path classes) {
    try {
      Path jar = Files.createTempFile("limitrate", ".jar");
      jar.toFile().deleteOnExit();
      try (OutputStream out = Files.newOutputStream(jar);
          ZipOutputStream zip = new ZipOutputStream(out)) {
        for (Path file : files(classes)) {
          zip.putNextEntry(new ZipEntry(classes.relativize(file).toString().replace('\\', '/')));
          Files.copy(file, zip);
          zip.closeEntry();
        }
      }
      return jar;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<Path> files(Path directory) throws IOException {
    try (Stream<Path> all = Files.walk(directory)) {
      return all.filter(Files::isRegularFile).sorted().toList();
    }
  }

  /** Copies the classes directly in these packages, without subpackages. */
  static void copyClasses(List<String> packages, Path to) throws IOException {
    Path place = place(AnswerServlet.class.getName());
    if (Files.isDirectory(place)) {
      copy(place, packages, to);
      return;
    }
    try (FileSystem jar = FileSystems.newFileSystem(place)) {
      copy(jar.getPath("/"), packages, to);
    }
  }

  private static void copy(Path root, List<String> packages, Path to) throws IOException {
    for (String each : packages) {
      Path directory = Files.createDirectories(to.resolve(each));
      try (Stream<Path> classes = Files.list(root.resolve(each))) {
        for (Path file : classes.filter(path -> path.toString().endsWith(".class")).toList()) {
          Files.copy(file, directory.resolve(file.getFileName().toString()));
        }
      }
    }
  }
}

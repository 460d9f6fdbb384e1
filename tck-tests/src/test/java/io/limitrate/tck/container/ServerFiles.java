package io.limitrate.tck.container;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Reads and copies files of distributions, and the configuration files beside this class. */
final class ServerFiles {
  private ServerFiles() {}

  /**
   * Returns the only directory of a distribution that the build has unpacked.
   *
   * @throws IllegalStateException when the build has not unpacked it yet
   */
  static Path distribution(String name) {
    List<Path> all = Jars.copied(name);
    if (all.size() != 1) {
      throw new IllegalStateException(name + ": must be one distribution, but is " + all);
    }
    return all.get(0);
  }

  /** Returns the text of a file beside this class, such as {@code wildfly/limitrate.yml}. */
  static String text(String name) {
    try (InputStream in = ServerFiles.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes a file beside this class into the directory under the same file name. */
  static void write(String name, Path directory) throws IOException {
    Files.writeString(directory.resolve(Path.of(name).getFileName().toString()), text(name));
  }

  /** Copies a directory with its contents. */
  static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path each : all.toList()) {
        Files.copy(each, to.resolve(from.relativize(each).toString()));
      }
    }
  }

  /**
   * Copies a file at once, so that a server which watches the directory never sees an incomplete
   * file.
   */
  static void copyAtOnce(Path file, Path to) throws IOException {
    Path part = to.getParent().resolveSibling(to.getFileName());
    Files.copy(file, part, StandardCopyOption.REPLACE_EXISTING);
    Files.move(part, to, StandardCopyOption.ATOMIC_MOVE);
  }
}

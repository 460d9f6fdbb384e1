package io.limitrate.tck.container;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * The classes of one package without other test classes, because a program in a separate process
 * and its applications would see the test classes.
 */
public final class PackageClasses {
  private PackageClasses() {}

  /**
   * Copies the classes of a package.
   *
   * @param program a class of the package
   * @param root a directory, which may be inside of an archive
   */
  public static void copy(Class<?> program, Path root) throws IOException {
    String directory = program.getPackageName().replace('.', '/');
    Path copies = Files.createDirectories(root.resolve(directory));
    try (Stream<Path> all = Files.list(classes(program).resolve(directory))) {
      for (Path file : all.toList()) {
        Files.copy(file, copies.resolve(file.getFileName().toString()));
      }
    }
  }

  private static Path classes(Class<?> program) {
    try {
      return Path.of(program.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}

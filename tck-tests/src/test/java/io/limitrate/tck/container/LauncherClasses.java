package io.limitrate.tck.container;

import io.limitrate.tck.container.launcher.Launcher;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * The classes of the launcher's package without other test classes, because the applications would
 * see the test classes.
 */
final class LauncherClasses {
  private static final String PACKAGE = Launcher.class.getPackageName().replace('.', '/');

  private LauncherClasses() {}

  /** Copies the classes to a directory, which may be inside of an archive. */
  static void copy(Path root) throws IOException {
    Path copies = Files.createDirectories(root.resolve(PACKAGE));
    try (Stream<Path> all = Files.list(classes().resolve(PACKAGE))) {
      for (Path file : all.toList()) {
        Files.copy(file, copies.resolve(file.getFileName().toString()));
      }
    }
  }

  private static Path classes() {
    try {
      return Path.of(Launcher.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}

package io.limitrate.tck.container;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Finds the jars of containers that the build has copied. */
public final class Jars {
  private Jars() {}

  /**
   * Returns the jars in these directories of {@code target/containers}.
   *
   * @throws IllegalStateException when the build has not copied them yet
   */
  public static List<Path> copied(String... directories) {
    return Arrays.stream(directories).flatMap(directory -> copied(directory).stream()).toList();
  }

  private static List<Path> copied(String directory) {
    Path place = Path.of("target/containers", directory);
    try (Stream<Path> all = Files.list(place)) {
      return all.map(Path::toAbsolutePath).sorted().toList();
    } catch (NoSuchFileException e) {
      throw new IllegalStateException(place + ": the build has not put it there", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Returns the version of a container by its name in the build, or {@code ?} without the build.
   */
  static String version(String container) {
    return System.getProperty("container.version." + container, "?");
  }
}

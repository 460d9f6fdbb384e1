package io.limitrate.sample;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.stream.Stream;

/** Finds the pages and WEB-INF, which Maven and a WAR place beside the classes. */
final class WebContent {
  private WebContent() {}

  /**
   * Finds the content: the system property {@code webapp} (a WAR or a directory), the unpacked WAR
   * that the classes are in, or the sources that they were built from.
   *
   * @throws IllegalArgumentException when it is in none of these places
   */
  static Path find() {
    String named = System.getProperty("webapp");
    Path classes = classes();
    Stream<Path> places =
        named != null
            ? Stream.of(Path.of(named))
            : Stream.of(classes.resolve("../.."), classes.resolve("../../src/main/webapp"));
    return places
        .map(place -> place.toAbsolutePath().normalize())
        .filter(WebContent::isWebApplication)
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    (named == null ? "No web application beside " + classes : named)
                        + ": name a WAR, packed or not, by -Dwebapp="));
  }

  private static boolean isWebApplication(Path place) {
    return Files.isRegularFile(place) || Files.isRegularFile(place.resolve("WEB-INF/web.xml"));
  }

  private static Path classes() {
    CodeSource source = WebContent.class.getProtectionDomain().getCodeSource();
    try {
      return Path.of(source.getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("Cannot tell where the classes are", e);
    }
  }
}

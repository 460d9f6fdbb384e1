package io.limitrate.tck.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The pages of the documentation. */
final class Pages {
  static final Path REPOSITORY = Path.of("").toAbsolutePath().getParent();

  private Pages() {}

  /** README.md, CONTRIBUTING.md and all pages in docs. */
  static List<Path> all() throws IOException {
    try (Stream<Path> docs = Files.walk(REPOSITORY.resolve("docs"))) {
      return Stream.concat(
              Stream.of("README.md", "CONTRIBUTING.md").map(REPOSITORY::resolve),
              docs.filter(page -> page.toString().endsWith(".md")).sorted())
          .toList();
    }
  }
}

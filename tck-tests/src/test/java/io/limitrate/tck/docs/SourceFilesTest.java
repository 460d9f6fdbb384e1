package io.limitrate.tck.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SourceFilesTest {
  private static final int MOST_LINES = 250;

  @ParameterizedTest
  @ValueSource(strings = {"filter", "annotations", "jaxrs-integration", "sample-webapp"})
  void noMainFileHasMoreThan250Lines(String module) throws IOException {
    List<Path> files = mainFiles(module);

    assertThat(files).isNotEmpty().filteredOn(file -> lines(file) > MOST_LINES).isEmpty();
  }

  private static List<Path> mainFiles(String module) throws IOException {
    Path sources = Pages.REPOSITORY.resolve(module).resolve("src/main/java");
    try (Stream<Path> files = Files.walk(sources)) {
      return files.filter(file -> file.toString().endsWith(".java")).toList();
    }
  }

  private static long lines(Path file) {
    try (Stream<String> lines = Files.lines(file)) {
      return lines.count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

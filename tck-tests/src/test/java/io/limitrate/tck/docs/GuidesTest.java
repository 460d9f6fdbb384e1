package io.limitrate.tck.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Compares blocks with the files that they name: {@code file=} names a whole file, {@code part=} a
 * file that contains the lines. The deployment guides show parts of the tests, and dependencies.
 * {@link XmlBlocksTest} compares the versions of the dependencies with the build.
 */
class GuidesTest {
  private static final Path GUIDES = Pages.REPOSITORY.resolve("docs/containers");

  static Stream<Block> copies() throws IOException {
    return Block.all().stream().filter(block -> !block.place().isEmpty());
  }

  static Stream<Block> guides() throws IOException {
    return Block.all().stream()
        .filter(block -> isOfAContainer(block.page()))
        .filter(block -> !block.text().startsWith("<dependency>"));
  }

  /** Returns whether the page is a guide to one container. A test writes the page login.md. */
  private static boolean isOfAContainer(Path page) {
    return page.startsWith(GUIDES) && !page.endsWith("login.md");
  }

  @ParameterizedTest
  @MethodSource("guides")
  void everyBlockOfAGuideNamesAFile(Block block) {
    assertThat(block.place()).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("copies")
  void everyBlockThatNamesAFileIsWhatTheFileSays(Block block) throws IOException {
    assertThat(block.place()).matches("(file|part)=.+");
    String file = Files.readString(find(block.place().substring("file=".length())));

    if (block.place().startsWith("file=")) {
      assertThat(stripped(block.text())).isEqualTo(stripped(file));
    } else {
      assertThat(stripped(file)).contains(stripped(block.text()));
    }
  }

  /** Finds a file by its path in the repository, or by its name among the tests' files. */
  private static Path find(String place) throws IOException {
    Path whole = Pages.REPOSITORY.resolve(place);
    if (Files.exists(whole)) {
      return whole;
    }
    try (Stream<Path> all = Files.walk(Pages.REPOSITORY.resolve("tck-tests/src"))) {
      List<Path> found = all.filter(each -> each.endsWith(place)).toList();
      assertThat(found).as(place).hasSize(1);
      return found.get(0);
    }
  }

  /** Removes the indentation, which may differ between the page and the file. */
  private static String stripped(String text) {
    return String.join("\n", text.lines().map(String::strip).toList()).strip();
  }
}

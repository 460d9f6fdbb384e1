package io.limitrate.tck.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Finds code on the pages that no other test of this package reads. */
class PagesTest {
  private static final List<String> TESTED = List.of("java", "xml", "yaml");
  private static final List<String> OTHERS =
      List.of("html", "http", "mermaid", "nginx", "properties", "sh", "text");

  static Stream<Path> pages() throws IOException {
    return Pages.all().stream();
  }

  static Stream<Block> blocks() throws IOException {
    return Block.all().stream();
  }

  @ParameterizedTest
  @MethodSource("pages")
  void everyCodeBlockHasFencesAtTheBeginningOfALine(Path page) throws IOException {
    assertThat(codeWithoutFences(Files.readString(page))).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("blocks")
  void everyBlockNamesALanguageThatIsTestedOrIsNoProgram(Block block) {
    assertThat(Stream.concat(TESTED.stream(), OTHERS.stream())).contains(block.language());
  }

  @Test
  void findsIndentedBlocksAndFencesThatAreNotRead() {
    String fenced = "```yaml\n    fenced: 1\n```\n";

    assertThat(codeWithoutFences(fenced)).isEmpty();
    assertThat(codeWithoutFences(fenced + "\n    store: {}\n\tstore: {}\n  ```yaml\n~~~\n"))
        .containsExactly("    store: {}", "\tstore: {}", "  ```yaml", "~~~");
  }

  private static List<String> codeWithoutFences(String page) {
    return Block.FENCED
        .matcher(page)
        .replaceAll("")
        .lines()
        .filter(line -> line.matches("( {4}|\\t).*|\\s*(```|~~~).*"))
        .toList();
  }
}

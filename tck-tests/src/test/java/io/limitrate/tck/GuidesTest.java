package io.limitrate.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The deployment guides show nothing but what the bindings run: each block says where it stands,
 * {@code file=} for a whole file and {@code part=} for some lines of one.
 */
class GuidesTest {
  private static final Path REPOSITORY = Path.of("").toAbsolutePath().getParent();
  private static final Path GUIDES = REPOSITORY.resolve("docs/containers");
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w*) ?(\\S*)\\n(.*?)^```$");

  record Block(Path page, String place, String text) {
    @Override
    public String toString() {
      return page.getFileName() + " " + place;
    }
  }

  static Stream<Block> blocks() throws IOException {
    List<Block> blocks = new ArrayList<>();
    try (Stream<Path> pages = Files.list(GUIDES)) {
      for (Path page : pages.filter(GuidesTest::isOfAContainer).sorted().toList()) {
        Matcher matcher = BLOCK.matcher(Files.readString(page));
        while (matcher.find()) {
          blocks.add(new Block(page, matcher.group(2), matcher.group(3)));
        }
      }
    }
    return blocks.stream();
  }

  /** The other is of all of them, and is written by a test itself. */
  private static boolean isOfAContainer(Path page) {
    return !page.endsWith("login.md");
  }

  @ParameterizedTest
  @MethodSource("blocks")
  void everyBlockIsWhatABindingRuns(Block block) throws IOException {
    assertThat(block.place()).matches("(file|part)=.+");
    String file = Files.readString(find(block.place().substring("file=".length())));

    if (block.place().startsWith("file=")) {
      assertThat(stripped(block.text())).isEqualTo(stripped(file));
    } else {
      assertThat(stripped(file)).contains(stripped(block.text()));
    }
  }

  /** By its path in the repository, or by its name among the bindings' files. */
  private static Path find(String place) throws IOException {
    Path whole = REPOSITORY.resolve(place);
    if (Files.exists(whole)) {
      return whole;
    }
    try (Stream<Path> all = Files.walk(REPOSITORY.resolve("tck-tests/src"))) {
      List<Path> found = all.filter(each -> each.endsWith(place)).toList();
      assertThat(found).as(place).hasSize(1);
      return found.get(0);
    }
  }

  /** Without indentation, which depends on the place. */
  private static String stripped(String text) {
    return String.join("\n", text.lines().map(String::strip).toList()).strip();
  }
}

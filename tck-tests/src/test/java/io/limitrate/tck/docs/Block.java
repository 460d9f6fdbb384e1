package io.limitrate.tck.docs;

import io.limitrate.config.Configuration;
import io.limitrate.internal.application.Bootstrap;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A fenced block of a page.
 *
 * @param line the line where the block begins
 * @param heading the last heading before the block, or empty
 * @param language the first word after the fence, or empty
 * @param place the second word after the fence, {@code file=} or {@code part=} and a file name; or
 *     empty
 * @param text the text between the fences
 */
public record Block(
    Path page, long line, String heading, String language, String place, String text) {
  static final Pattern FENCED = Pattern.compile("(?ms)^```(\\w*) ?(\\S*)\\n(.*?)^```$");
  private static final Pattern FENCED_OR_HEADING =
      Pattern.compile(FENCED.pattern() + "|^#+ ([^\\n]+)$");

  /** Returns all blocks of all pages. */
  static List<Block> all() throws IOException {
    List<Block> blocks = new ArrayList<>();
    for (Path page : Pages.all()) {
      blocks.addAll(of(page));
    }
    return blocks;
  }

  /** Returns all blocks in this language that are not copies of a file. */
  static Stream<Block> in(String language) throws IOException {
    return all().stream().filter(block -> block.language.equals(language) && block.place.isEmpty());
  }

  /**
   * Returns the blocks directly below a heading of a page. The page is a path in the repository.
   */
  public static List<Block> below(String page, String heading) throws IOException {
    return of(Pages.REPOSITORY.resolve(page)).stream()
        .filter(block -> block.heading.equals(heading))
        .toList();
  }

  /** Returns the first block in YAML directly below a heading of a page. */
  static Block yamlBelow(String page, String heading) throws IOException {
    return below(page, heading).stream()
        .filter(block -> block.language.equals("yaml"))
        .findFirst()
        .orElseThrow();
  }

  /** Reads the block as limitrate.yaml. */
  Configuration configuration() throws IOException {
    return Bootstrap.read(
        new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), "limitrate.yaml");
  }

  private static List<Block> of(Path page) throws IOException {
    List<Block> blocks = new ArrayList<>();
    String text = Files.readString(page);
    String heading = "";
    Matcher matcher = FENCED_OR_HEADING.matcher(text);
    while (matcher.find()) {
      if (matcher.group(4) != null) {
        heading = matcher.group(4);
      } else {
        long line = text.substring(0, matcher.start()).lines().count() + 1;
        blocks.add(
            new Block(page, line, heading, matcher.group(1), matcher.group(2), matcher.group(3)));
      }
    }
    return blocks;
  }

  @Override
  public String toString() {
    return Pages.REPOSITORY.relativize(page) + ":" + line + (place.isEmpty() ? "" : " " + place);
  }
}

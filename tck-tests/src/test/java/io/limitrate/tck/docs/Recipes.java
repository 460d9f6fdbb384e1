package io.limitrate.tck.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.Pattern;

/** The recipes of docs/recipes.md. */
final class Recipes {
  private static final String PAGE = "docs/recipes.md";
  private static final Pattern HEADING = Pattern.compile("(?m)^## (.+)$");

  private Recipes() {}

  /** Returns all headings in the order of the page. */
  static List<String> headings() {
    return HEADING.matcher(page()).results().map(heading -> heading.group(1)).toList();
  }

  /** Returns the limitrate.yaml below a heading. */
  static String yaml(String heading) throws IOException {
    return Block.below(PAGE, heading).stream()
        .filter(block -> block.language().equals("yaml"))
        .map(Block::text)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no limitrate.yaml below " + heading));
  }

  private static String page() {
    try {
      return Files.readString(Pages.REPOSITORY.resolve(PAGE));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package io.limitrate.tck.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The recipes of docs/recipes.md. */
final class Recipes {
  private static final Pattern SECTION = Pattern.compile("(?ms)^## (.+?)$(.*?)(?=^## |\\z)");
  private static final Pattern YAML = Pattern.compile("(?ms)^```yaml\\n(.*?)^```$");

  private Recipes() {}

  /** All headings, in the order of the page. */
  static List<String> headings() {
    return SECTION.matcher(page()).results().map(section -> section.group(1)).toList();
  }

  /** The limitrate.yaml below a heading. */
  static String yaml(String heading) {
    return SECTION
        .matcher(page())
        .results()
        .filter(section -> section.group(1).equals(heading))
        .map(section -> YAML.matcher(section.group(2)))
        .filter(Matcher::find)
        .map(yaml -> yaml.group(1))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no limitrate.yaml below " + heading));
  }

  private static String page() {
    try {
      return Files.readString(Pages.REPOSITORY.resolve("docs/recipes.md"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

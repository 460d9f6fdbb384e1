package io.limitrate.tck.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/architecture.md names types that exist. */
class ArchitecturePageTest {
  private static final List<String> MODULES =
      List.of("filter", "annotations", "jaxrs-integration", "sample-webapp", "tck-tests");

  /** A type, with or without its package, and with or without a member. */
  private static final Pattern TYPE =
      Pattern.compile("`((?:[a-z]+[.])*[A-Z][A-Za-z0-9]*[a-z][A-Za-z0-9]*)(?:[.#]\\w+)*`");

  @Test
  void everyTypeThatThePageNamesExists() throws IOException {
    Set<String> types = types();

    assertThat(named())
        .isNotEmpty()
        .allMatch(named -> types.stream().anyMatch(type -> ("." + type).endsWith("." + named)));
  }

  private static List<String> named() throws IOException {
    String page = Files.readString(Pages.REPOSITORY.resolve("docs/architecture.md"));
    return TYPE.matcher(page).results().map(span -> span.group(1)).distinct().toList();
  }

  /** Returns the names of all types of the modules, with their packages. */
  private static Set<String> types() throws IOException {
    Set<String> types = new HashSet<>();
    for (String module : MODULES) {
      try (Stream<Path> files = Files.walk(Pages.REPOSITORY.resolve(module).resolve("src"))) {
        files
            .map(Path::toString)
            .filter(file -> file.endsWith(".java"))
            .map(file -> file.replaceFirst(".*/java/", "").replace(".java", "").replace('/', '.'))
            .forEach(types::add);
      }
    }
    return types;
  }
}

package io.limitrate.tck.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.internal.application.Bootstrap;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the examples of docs/lists.md and compares the results with the text of the page. */
class ListsPageTest {
  private static final String PAGE = "docs/lists.md";
  private static final String FORWARDED = "X-Forwarded-For";
  private static final String LIMIT =
      """
      trustedProxies: 127.0.0.0/8
      policies: { api: { quotas: 2/1m } }
      rules: [{ path: /*, policies: api }]
      """;

  @TempDir private Path directory;

  private static String block(String heading, String language) throws IOException {
    return Block.below(PAGE, heading).stream()
        .filter(block -> block.language().equals(language))
        .map(Block::text)
        .findFirst()
        .orElseThrow();
  }

  private static RecipeApplication start(String yaml) throws Exception {
    return RecipeApplication.of(
        Bootstrap.read(
            new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)), "limitrate.yaml"));
  }

  @Test
  void theListsDecideBeforeAllPolicies() throws Exception {
    try (var app = start(block("Lists of callers", "yaml"))) {
      assertThat(app.gets(3, "/", FORWARDED, "198.51.100.7")).containsOnly(200);
      assertThat(app.gets(3, "/", FORWARDED, "2001:db8:7:1::9")).containsOnly(200);
      assertThat(app.gets(3, "/", "X-Api-Key", "monitor-7f3a91")).containsOnly(200);
      assertThat(app.gets(1, "/", FORWARDED, "203.0.113.7")).containsExactly(403);
      assertThat(app.gets(1, "/", "User-Agent", "ExampleBot/2.0")).containsExactly(403);
      assertThat(app.gets(1, "/", "CF-IPCountry", "XX")).containsExactly(403);
      assertThat(app.gets(3, "/", FORWARDED, "192.0.2.7")).containsExactly(200, 200, 429);
    }
  }

  @Test
  void aPolicyAndARuleHaveListsOfTheirOwn() throws Exception {
    try (var app = start(block("A list of one policy or rule", "yaml"))) {
      assertThat(app.gets(3, "/api/a", FORWARDED, "198.51.100.7")).containsExactly(200, 200, 429);
      assertThat(app.gets(5, "/", FORWARDED, "198.51.100.7")).containsOnly(200);
      assertThat(app.gets(5, "/api/a", "X-Api-Key", "partner-52c0")).containsOnly(200);
      assertThat(app.gets(3, "/api/a", FORWARDED, "192.0.2.7")).containsExactly(200, 200, 429);
    }
  }

  /** The lines of the table of formats are lines of these files. */
  @Test
  void filesHaveTheFormatsOfTheTable() throws Exception {
    List<String> lines = lines();
    Files.writeString(directory.resolve("deny.txt"), lines.get(0) + "\n" + lines.get(1) + "\n");
    Files.writeString(
        directory.resolve("drop_v4.json"),
        lines.get(2).replace("203.0.113", "203.0.114") + "\n{\"type\":\"metadata\"}\n");

    try (var app =
        start(LIMIT + block("Files", "text").replace("/etc/acme", directory.toString()))) {
      assertThat(app.gets(1, "/", FORWARDED, "203.0.113.7")).containsExactly(403);
      assertThat(app.gets(1, "/", FORWARDED, "203.0.114.7")).containsExactly(403);
      assertThat(app.gets(3, "/", FORWARDED, "192.0.2.7")).containsExactly(200, 200, 429);
    }
  }

  private static List<String> lines() throws IOException {
    try (Stream<String> page = Files.lines(Pages.REPOSITORY.resolve(PAGE))) {
      return page.filter(line -> line.matches("\\|.*203\\.0\\.113.*"))
          .map(line -> line.replaceFirst(".*\\| `(.*)` \\|", "$1"))
          .toList();
    }
  }

  @Test
  void aClassOfTheApplicationIsAList() throws Exception {
    try (var app = start(block("Classes of the application", "yaml"))) {
      assertThat(app.gets(3, "/", "X-Partner-Number", "4711")).containsOnly(200);
      assertThat(app.gets(3, "/", "X-Partner-Number", "1")).containsExactly(200, 200, 429);
    }
  }
}

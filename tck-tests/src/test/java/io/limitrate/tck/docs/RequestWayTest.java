package io.limitrate.tck.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Compares the way of a permitted request with the tables in docs/architecture.md. */
class RequestWayTest {
  private static final Pattern NAME = Pattern.compile("`([A-Z][A-Za-z0-9]+)`");

  private static RequestWay way;

  @BeforeAll
  static void follow() throws Exception {
    way = RequestWay.follow();
  }

  @Test
  void reachesTheStateOfTheClientAndTheHeadersInAtMost25Classes() throws IOException {
    assertThat(way.hops()).hasSizeLessThanOrEqualTo(25).containsExactlyElementsOf(table("hop"));
  }

  @Test
  void asksOnlyTheClassesThatThePageListsBesideTheWay() throws IOException {
    assertThat(way.besideTheWay()).containsExactlyInAnyOrderElementsOf(table("question"));
  }

  /** Returns the names of classes in the table whose first column has this title. */
  private static List<String> table(String title) throws IOException {
    String page = Files.readString(Pages.REPOSITORY.resolve("docs/architecture.md"));
    String rows = page.substring(page.indexOf("| " + title + " |")).split("\\n\\n")[0];
    return NAME.matcher(rows).results().map((MatchResult name) -> name.group(1)).toList();
  }
}

package io.limitrate.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuthenticationTableTest {
  private static final String TABLES =
      """

      ### FORM, `/j_security_check`

      | container | wrong password | right password |
      |---|---|---|
      | Ours 1.0 | 200 (FORWARD /failed as nobody: 200) | 302 (no filter is asked) |

      """;

  @TempDir Path directory;
  private Path page;

  @BeforeEach
  void keepFacts() throws Exception {
    page = directory.resolve("page.md");
    Files.writeString(
        directory.resolve("ours.properties"),
        """
        container=Ours 1.0
        form.check.wrong=200 (FORWARD /failed as nobody: 200)
        form.check.right=302 (no filter is asked)
        """);
    Files.writeString(directory.resolve("theirs.properties"), "container=Theirs 2\n");
  }

  @Test
  void writesWhatIsKnownBetweenTheCommentsAndNothingElse() throws Exception {
    Files.writeString(
        page, "before\n<!-- facts: written by a test -->\nold\n<!-- end of facts -->\nafter\n");

    AuthenticationTable.write(directory, page);
    AuthenticationTable.write(directory, page);

    assertThat(page)
        .hasContent(
            "before\n<!-- facts: written by a test -->\n"
                + TABLES
                + "<!-- end of facts -->\nafter\n");
  }

  @Test
  void rejectsAPageWithoutTheComments() throws Exception {
    Files.writeString(page, "<!-- end of facts -->");

    assertThatThrownBy(() -> AuthenticationTable.write(directory, page))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("page.md: must have <!-- facts");
  }
}

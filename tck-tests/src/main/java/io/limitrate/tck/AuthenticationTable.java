package io.limitrate.tck;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes the facts of all containers as tables into a Markdown page. */
public final class AuthenticationTable {
  private static final String BEGIN = "<!-- facts: written by a test -->";
  private static final String END = "<!-- end of facts -->";

  private static final List<Section> SECTIONS =
      List.of(
          new Section(
              "BASIC, a protected path",
              new Column("wrong password", "basic.protected.wrong"),
              new Column("right password", "basic.protected.right")),
          new Section(
              "BASIC, a path that is not protected",
              new Column("wrong password", "basic.open.wrong"),
              new Column("right password", "basic.open.right")),
          new Section(
              "BASIC, `request.authenticate()`",
              new Column("wrong password", "basic.authenticate.wrong"),
              new Column("right password", "basic.authenticate.right")),
          new Section(
              "FORM, `/j_security_check`",
              new Column("wrong password", "form.check.wrong"),
              new Column("right password", "form.check.right")),
          new Section(
              "FORM, a protected path",
              new Column("no session", "form.protected.nobody"),
              new Column("logged in", "form.protected.right")),
          new Section(
              "FORM, `request.authenticate()`",
              new Column("no session", "form.authenticate.nobody")),
          new Section(
              "`request.login()` beside BASIC",
              new Column("wrong password", "basic.login.wrong"),
              new Column("right password", "basic.login.right")),
          new Section(
              "`request.login()` beside FORM",
              new Column("wrong password", "form.login.wrong"),
              new Column("right password", "form.login.right")),
          new Section(
              "Jakarta Security, its mechanism for Basic, guarded",
              new Column("wrong password", "security.protected.wrong"),
              new Column("right password", "security.protected.right"),
              new Column("rejected, a protected path", "security.protected.rejected"),
              new Column("rejected, any other path", "security.open.rejected")));

  private AuthenticationTable() {}

  private record Column(String title, String key) {}

  private record Section(String title, List<Column> columns) {
    Section(String title, Column... columns) {
      this(title, List.of(columns));
    }

    String table(List<Facts> all) {
      List<Column> known =
          columns.stream()
              .filter(column -> all.stream().anyMatch(facts -> isKnown(facts, column)))
              .toList();
      return known.isEmpty() ? "" : "\n### " + title + "\n\n" + head(known) + rows(known, all);
    }

    private static String head(List<Column> columns) {
      List<String> titles = columns.stream().map(Column::title).toList();
      return line("container", titles) + "|---".repeat(titles.size() + 1) + "|\n";
    }

    private static String rows(List<Column> columns, List<Facts> all) {
      return all.stream()
          .filter(facts -> columns.stream().anyMatch(column -> isKnown(facts, column)))
          .map(
              facts ->
                  line(
                      facts.get(Facts.CONTAINER),
                      columns.stream().map(column -> facts.get(column.key())).toList()))
          .collect(Collectors.joining());
    }

    private static boolean isKnown(Facts facts, Column column) {
      return !facts.get(column.key()).equals("-");
    }

    private static String line(String first, List<String> others) {
      return "| " + first + " | " + String.join(" | ", others) + " |\n";
    }
  }

  /**
   * Writes the tables into the page.
   *
   * @param directory the directory of the facts
   * @throws IllegalArgumentException when the page lacks one of the two comments
   */
  public static void write(Path directory, Path page) throws IOException {
    new PageSection(page, BEGIN, END).write("\n" + tables(facts(directory)) + "\n");
  }

  private static String tables(List<Facts> all) {
    return SECTIONS.stream().map(section -> section.table(all)).collect(Collectors.joining());
  }

  private static List<Facts> facts(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .filter(file -> file.toString().endsWith(".properties"))
          .map(Facts::read)
          .sorted(Comparator.comparing(facts -> facts.get(Facts.CONTAINER)))
          .toList();
    }
  }
}

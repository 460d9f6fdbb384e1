package io.limitrate.tck;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A table in a Markdown page. The first two cells identify a row. Not thread-safe. */
record ResultTable(Path page) {
  private static final String BEGIN = "<!-- results -->";
  private static final String END = "<!-- /results -->";
  private static final int HEAD_LINES = 2;

  /** Adds the row, or replaces the row with the same first two cells. */
  void put(String... cells) throws IOException {
    PageSection section = new PageSection(page, BEGIN, END);
    List<String> lines = section.read().strip().lines().toList();
    TreeMap<String, String> rows = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    String row = "| " + String.join(" | ", cells) + " |";
    Stream.concat(lines.stream().skip(HEAD_LINES), Stream.of(row))
        .forEach(each -> rows.put(key(each), each));
    section.write(
        Stream.concat(lines.stream().limit(HEAD_LINES), rows.values().stream())
            .collect(Collectors.joining("\n", "\n", "\n")));
  }

  private static String key(String row) {
    String[] cells = row.split("\\|", 4);
    return cells[1].strip() + " | " + cells[2].strip();
  }
}

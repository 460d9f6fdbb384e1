package io.limitrate.tck;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * A table in a Markdown page, between two comments; a row is known by its first two cells. Not
 * thread-safe.
 */
record ResultTable(Path page) {
  private static final String BEGIN = "<!-- results -->";
  private static final String END = "<!-- /results -->";
  private static final int HEAD_LINES = 2;

  /** Adds the row, or replaces the one that is there. */
  void put(String... cells) throws IOException {
    List<String> lines = Files.readAllLines(page);
    int begin = lines.indexOf(BEGIN);
    int end = lines.indexOf(END);
    if (begin < 0 || end < begin + HEAD_LINES) {
      throw new IOException(page + ": must have a table between " + BEGIN + " and " + END);
    }
    int first = begin + 1 + HEAD_LINES;
    TreeMap<String, String> rows = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    lines.subList(first, end).forEach(line -> rows.put(key(line), line));
    String row = "| " + String.join(" | ", cells) + " |";
    rows.put(key(row), row);
    List<String> changed = new ArrayList<>(lines.subList(0, first));
    changed.addAll(rows.values());
    changed.addAll(lines.subList(end, lines.size()));
    Files.write(page, changed);
  }

  private static String key(String row) {
    String[] cells = row.split("\\|", 4);
    return cells[1].strip() + " | " + cells[2].strip();
  }
}

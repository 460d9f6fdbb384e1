package io.limitrate.internal.login.name;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * The characters that the collation of some database treats as equal to others, or ignores, from
 * {@code collations.txt}. Immutable and thread-safe.
 */
public final class CollationTable {
  private static final String RESOURCE = "collations.txt";
  private static final int HEXADECIMAL = 16;

  static final CollationTable INSTANCE = read();

  private final int[] characters;
  private final String[] replacements;

  private CollationTable(Map<Integer, String> sorted) {
    this.characters = sorted.keySet().stream().mapToInt(Integer::intValue).toArray();
    this.replacements = sorted.values().toArray(String[]::new);
  }

  private static CollationTable read() {
    try (InputStream in = CollationTable.class.getResourceAsStream(RESOURCE);
        BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(Objects.requireNonNull(in), StandardCharsets.UTF_8))) {
      Map<Integer, String> table = new TreeMap<>();
      lines.lines().filter(line -> !line.startsWith("#")).forEach(line -> add(line, table));
      return new CollationTable(table);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Adds the characters of a line: the replacement, a colon, and the replaced characters, all in
   * hexadecimal.
   */
  private static void add(String line, Map<Integer, String> table) {
    int colon = line.indexOf(':');
    StringBuilder replacement = new StringBuilder();
    numbers(line.substring(0, colon)).forEach(replacement::appendCodePoint);
    numbers(line.substring(colon + 1))
        .forEach(character -> table.put(character, replacement.toString()));
  }

  private static IntStream numbers(String text) {
    return Arrays.stream(text.strip().split(" "))
        .filter(number -> !number.isEmpty())
        .mapToInt(number -> Integer.parseInt(number, HEXADECIMAL));
  }

  /** Returns the text, with a replacement for each character that has one. */
  String replaced(String text) {
    StringBuilder replaced = new StringBuilder(text.length());
    text.codePoints().forEach(character -> append(character, replaced));
    return replaced.toString();
  }

  private void append(int character, StringBuilder to) {
    int index = Arrays.binarySearch(characters, character);
    if (index < 0) {
      to.appendCodePoint(character);
    } else {
      to.append(replacements[index]);
    }
  }
}

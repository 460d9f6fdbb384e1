package io.limitrate.internal.login;

import io.limitrate.internal.login.name.CollationTable;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Writes the text of collations.txt, which {@link CollationTable} reads. */
public final class CollationFile {
  private static final String HEAD =
      """
      # What some collation takes for one character, as REPLACEMENT: CHARACTERS in hexadecimal; \
      without a replacement they are ignored.
      # CollationsTest compares it with the servers.
      """;

  private CollationFile() {}

  public static String text(Map<Integer, List<Integer>> replacements) {
    SortedMap<List<Integer>, SortedSet<Integer>> lines = new TreeMap<>(byCharacters());
    replacements.forEach(
        (character, text) -> lines.computeIfAbsent(text, key -> new TreeSet<>()).add(character));
    StringBuilder file = new StringBuilder(HEAD);
    lines.forEach((text, characters) -> file.append(line(text, characters)));
    return file.toString();
  }

  private static Comparator<List<Integer>> byCharacters() {
    return (left, right) ->
        Arrays.compare(left.toArray(Integer[]::new), right.toArray(Integer[]::new));
  }

  private static String line(List<Integer> text, Collection<Integer> characters) {
    return hexadecimal(text) + ": " + hexadecimal(characters) + "\n";
  }

  public static String hexadecimal(Collection<Integer> characters) {
    return characters.stream().map(Integer::toHexString).collect(Collectors.joining(" "));
  }
}

package io.limitrate.internal.path;

import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.internal.path.PathPatterns.Match;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;

/** Compares with a naive matcher that splits, resolves, compares each pattern and sorts. */
class PathPatternsOracleTest {
  @Property
  void findsAndOrdersAsMatchingByHandDoes(
      @ForAll("patterns") List<String> patterns,
      @ForAll("path") String path,
      @ForAll @IntRange(max = 30) int split) {
    PathPatterns.Builder<String> builder = PathPatterns.builder();
    patterns.forEach(pattern -> builder.add(pattern, pattern));
    int cut = Math.min(split, path.length());

    List<Match<String>> found = builder.build().match(path.substring(0, cut), path.substring(cut));

    List<String> segments = segments(path);
    assertThat(found)
        .extracting(Match::value)
        .isEqualTo(
            patterns.stream()
                .filter(pattern -> matches(pattern, segments))
                .sorted(Comparator.comparing(PathPatternsOracleTest::rank))
                .toList());
    assertThat(found).allSatisfy(match -> assertVariables(match, segments));
  }

  private static void assertVariables(Match<String> match, List<String> segments) {
    List<String> pattern = List.of(match.pattern().substring(1).split("/"));
    for (int i = 0; i < pattern.size(); i++) {
      if (pattern.get(i).startsWith("{")) {
        String name = pattern.get(i).substring(1, pattern.get(i).length() - 1);
        assertThat(match.variable(name)).isEqualTo(segments.get(i));
      }
    }
  }

  private static List<String> segments(String path) {
    Deque<String> segments = new ArrayDeque<>();
    for (String raw : path.split("/")) {
      String segment = raw.replaceFirst(";.*", "");
      if (segment.equals("..")) {
        segments.pollLast();
      } else if (!segment.isEmpty() && !segment.equals(".")) {
        segments.addLast(segment);
      }
    }
    return new ArrayList<>(segments);
  }

  private static boolean matches(String pattern, List<String> segments) {
    if (pattern.startsWith("*")) {
      return !segments.isEmpty()
          && segments.get(segments.size() - 1).endsWith(pattern.substring(1));
    }
    String regex =
        pattern
            .replace(".", "\\.")
            .replaceAll("/\\*$", "(/.*)?")
            .replaceAll("\\{[a-z0-9]+}", "[^/]+")
            .replaceAll("^/$", "");
    String path = segments.isEmpty() ? "" : "/" + String.join("/", segments);
    return path.matches(regex);
  }

  /** A literal sorts before a variable before a star; the end of a pattern before all of them. */
  private static String rank(String pattern) {
    if (pattern.startsWith("*")) {
      return "3";
    }
    if (pattern.equals("/*")) {
      return "4";
    }
    return pattern
        .substring(1)
        .replaceAll("\\{[a-z0-9]+}", "1")
        .replaceAll("\\*", "2")
        .replaceAll("[^/12]+", "0");
  }

  @Provide
  Arbitrary<List<String>> patterns() {
    Arbitrary<String> paths =
        Arbitraries.of("a", "b", "a.js", "c.d", "VARIABLE")
            .list()
            .ofMaxSize(4)
            .map(PathPatternsOracleTest::withVariablesNamed)
            .flatMap(path -> Arbitraries.of(path.isEmpty() ? "/" : path, path + "/*"));
    return Arbitraries.frequencyOf(
            Tuple.of(9, paths), Tuple.of(1, Arbitraries.of("*.js", "*.d", "/*")))
        .list()
        .ofMaxSize(12);
  }

  private static String withVariablesNamed(List<String> segments) {
    StringBuilder path = new StringBuilder();
    for (int i = 0; i < segments.size(); i++) {
      path.append('/').append(segments.get(i).replace("VARIABLE", "{v" + i + "}"));
    }
    return path.toString();
  }

  @Provide
  Arbitrary<String> path() {
    return Arbitraries.of("a", "b", "a.js", "c.d", "x", "", ".", "..", "a;p=1", ";", "..;q", "...")
        .list()
        .ofMaxSize(7)
        .map(segments -> "/" + String.join("/", segments));
  }
}

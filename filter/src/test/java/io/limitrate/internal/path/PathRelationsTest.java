package io.limitrate.internal.path;

import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.internal.path.PathPatterns.Match;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** Compares with the matches of all short paths. */
class PathRelationsTest {
  private static final List<String> PATHS = paths();

  @Property
  void relatesPatternsAsTheirMatchesDo(
      @ForAll("patterns") String first, @ForAll("patterns") String second) {
    PathPattern a = PathPattern.parse(first);
    PathPattern b = PathPattern.parse(second);
    PathPatterns<String> both =
        PathPatterns.<String>builder().add(first, "first").add(second, "second").build();
    List<List<String>> matches =
        PATHS.stream()
            .map(path -> both.match(path, null).stream().map(Match::value).toList())
            .toList();

    boolean overlap = matches.stream().anyMatch(found -> found.size() == 2);
    assertThat(PathRelations.overlap(a, b)).isEqualTo(overlap);
    assertThat(PathRelations.covers(a, b))
        .isEqualTo(matches.stream().noneMatch(List.of("second")::equals));
    if (overlap && !PathRelations.equivalent(a, b)) {
      assertThat(PathRelations.precedes(a, b))
          .isEqualTo(matches.contains(List.of("first", "second")));
    }
  }

  private static List<String> paths() {
    List<String> paths = new ArrayList<>(List.of("/"));
    List<String> before = List.of("");
    for (int depth = 0; depth < 4; depth++) {
      List<String> longer = new ArrayList<>();
      for (String path : before) {
        List.of("a", "b", "a.js", "x.js", "c.d", "y").forEach(s -> longer.add(path + "/" + s));
      }
      paths.addAll(longer);
      before = longer;
    }
    return paths;
  }

  @Provide
  Arbitrary<String> patterns() {
    Arbitrary<String> paths =
        Arbitraries.of("a", "b", "a.js", "VARIABLE")
            .list()
            .ofMaxSize(3)
            .map(PathRelationsTest::withVariablesNamed)
            .flatMap(path -> Arbitraries.of(path.isEmpty() ? "/" : path, path + "/*"));
    return Arbitraries.frequencyOf(Tuple.of(5, paths), Tuple.of(1, Arbitraries.of("*.js", "*.d")));
  }

  private static String withVariablesNamed(List<String> segments) {
    StringBuilder path = new StringBuilder();
    for (int i = 0; i < segments.size(); i++) {
      path.append('/').append(segments.get(i).replace("VARIABLE", "{v" + i + "}"));
    }
    return path.toString();
  }
}

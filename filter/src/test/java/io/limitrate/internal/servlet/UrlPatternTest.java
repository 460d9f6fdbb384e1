package io.limitrate.internal.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UrlPatternTest {

  @ParameterizedTest
  @CsvSource({
    "/*,     /,          true",
    "/*,     /a/b,       true",
    "/a/*,   /a,         true",
    "/a/*,   /a/,        true",
    "/a/*,   /a/b.jsp,   true",
    "/a/*,   /ab,        false",
    "/a/*,   /b/a,       false",
    "*.jsp,  /a/b.jsp,   true",
    "*.jsp,  /a.jsp/b,   false",
    "/a,     /a,         true",
    "/a,     /a/,        false",
    "'',     /,          true",
    "'',     /a,         false",
  })
  void patternMatchesAsTheSpecificationSays(String pattern, String path, boolean matches) {
    assertThat(UrlPattern.matches(pattern, path)).isEqualTo(matches);
  }

  /** Short paths and patterns of the same few names. */
  @Provide
  Arbitrary<String> paths() {
    Arbitrary<String> names = Arbitraries.of("a", "b", "c.x", "c.y");
    return names.list().ofMaxSize(3).map(list -> "/" + String.join("/", list));
  }

  @Provide
  Arbitrary<List<String>> patterns() {
    Arbitrary<String> prefixes = paths().map(path -> path.equals("/") ? "/*" : path + "/*");
    Arbitrary<String> extensions = Arbitraries.of("*.x", "*.y", "");
    return Arbitraries.oneOf(prefixes, extensions, paths()).list().ofMinSize(1).ofMaxSize(5);
  }

  @Property
  void eachPathHasARepresentativeThatTheSamePatternsMatch(
      @ForAll("patterns") List<String> patterns, @ForAll("paths") String path) {
    List<Boolean> matches = matches(patterns, path);

    Set<String> representatives = UrlPattern.representatives(patterns);

    assertThat(representatives)
        .anySatisfy(other -> assertThat(matches(patterns, other)).isEqualTo(matches));
  }

  private static List<Boolean> matches(List<String> patterns, String path) {
    return patterns.stream().map(pattern -> UrlPattern.matches(pattern, path)).toList();
  }
}

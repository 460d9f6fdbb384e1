package io.limitrate.internal.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limitrate.internal.path.PathPatterns.Match;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PathPatternsTest {
  @ParameterizedTest
  @CsvSource({
    "/login,             /login,                  true",
    "/login,             /login/,                 true",
    "/login,             //login,                 true",
    "/login,             ///login//,              true",
    "/login,             /login;x=1,              true",
    "/login,             /login;jsessionid=1;y/,  true",
    "/login,             /a/../login,             true",
    "/login,             /a/..;x=1/login,         true",
    "/login,             /../../login,            true",
    "/login,             /./login/.,              true",
    "/login,             /login/x/..,             true",
    "/login,             /;x/login,               true",
    "/login,             login,                   true",
    "/login,             /Login,                  false",
    "/login,             /login/x,                false",
    "/login,             /loginx,                 false",
    "/login,             /logi,                   false",
    "/login,             /login/..,               false",
    "/login,             /login.,                 false",
    "/login,             /...,                    false",
    "/login,             /,                       false",
    "/login,             '',                      false",
    "/,                  /,                       true",
    "/,                  '',                      true",
    "/,                  /x/..,                   true",
    "/,                  /x,                      false",
    "/products/{id},     /products/7,             true",
    "/products/{id},     /products/7;color=red/,  true",
    "/products/{id},     /products,               false",
    "/products/{id},     /products/;x,            false",
    "/products/{id},     /products/7/reviews,     false",
    "/products/{id}/x,   /products/7/x,           true",
    "/products/{id}/x,   /products/x,             false",
    "/{a}/{b},           /1/2,                    true",
    "/{a}/{b},           /1,                      false",
    "/api/*,             /api,                    true",
    "/api/*,             /api/,                   true",
    "/api/*,             /api/a/b/c,              true",
    "/api/*,             /api;x/a,                true",
    "/api/*,             /apis,                   false",
    "/api/*,             /api/../a,               false",
    "/{v}/users/*,       /v1/users/7/posts,       true",
    "/{v}/users/*,       /users/7,                false",
    "/*,                 /,                       true",
    "/*,                 '',                      true",
    "/*,                 /a/b,                    true",
    "*.jsp,              /a/b.jsp,                true",
    "*.jsp,              /a/b.x.jsp,              true",
    "*.jsp,              /a/b.jsp;x=1/,           true",
    "*.jsp,              /.jsp,                   true",
    "*.jsp,              /a.jsp/b,                false",
    "*.jsp,              /a/b.jspx,               false",
    "*.jsp,              /a/jsp,                  false",
    "/.well-known/{x},   /.well-known/acme,       true",
    "/caf\u00e9,         /caf\u00e9,              true"
  })
  void matchesEachSpellingOfAPath(String pattern, String path, boolean matches) {
    PathPatterns<String> patterns = patterns(pattern);

    assertThat(found(patterns, path, null)).isEqualTo(matches ? List.of(pattern) : List.of());
    assertThat(found(patterns, "", path)).isEqualTo(matches ? List.of(pattern) : List.of());
  }

  @ParameterizedTest
  @CsvSource({
    "/api,   /products/7,       true",
    "/api,   /products/7/,      true",
    "/api,   //products/7;x,    true",
    "/api,   /x/../products/7,  true",
    "/,      /api/products/7,   true",
    "/api/,  /products/7,       true",
    "/api/products, /7,         true",
    "/api/products/7, /,        true",
    "/x,     /../api/products/7, true",
    "/api,   /..,               false",
    "/api,   /products,         false"
  })
  void readsServletPathAndPathInfoAsOnePath(String servletPath, String info, boolean matches) {
    List<Match<String>> found = patterns("/api/products/{id}").match(servletPath, info);

    assertThat(found).hasSize(matches ? 1 : 0);
    assertThat(found).allSatisfy(match -> assertThat(match.variable("id")).isEqualTo("7"));
  }

  @Test
  void ordersFromTheMostToTheLeastSpecific() {
    PathPatterns<String> patterns =
        patterns(
            "/*",
            "*.js",
            "/a/*",
            "/{x}/{y}",
            "/a/{y}",
            "/{x}/*",
            "/{x}/b.js",
            "/a/b.js/*",
            "/a/b.js");

    assertThat(found(patterns, "/a/b.js", null))
        .containsExactly(
            "/a/b.js",
            "/a/b.js/*",
            "/a/{y}",
            "/a/*",
            "/{x}/b.js",
            "/{x}/{y}",
            "/{x}/*",
            "*.js",
            "/*");
  }

  @Test
  void keepsAllValuesOfEqualPatternsInTheOrderOfAdding() {
    PathPatterns<Integer> patterns =
        PathPatterns.<Integer>builder().add("/{a}", 3).add("/{b}", 1).add("/{a}", 2).build();

    List<Match<Integer>> found = patterns.match("/x", null);

    assertThat(found).extracting(Match::value).containsExactly(3, 1, 2);
    assertThat(found).extracting(Match::pattern).containsExactly("/{a}", "/{b}", "/{a}");
    assertThat(found).extracting(match -> match.variable("b")).containsExactly(null, "x", null);
  }

  @Test
  void givesVariablesByNameWithoutParameters() {
    Match<String> match =
        patterns("/shops/{shop}/items/{item-id}/*")
            .match("/shops//s1;a=b", "/items/./i2;c/x")
            .get(0);

    assertThat(match.variable("shop")).isEqualTo("s1");
    assertThat(match.variable("item-id")).isEqualTo("i2");
    assertThat(match.variable("items")).isNull();
    assertThat(match).hasToString("/shops/{shop}/items/{item-id}/* -> " + match.value());
  }

  @Test
  void distinguishesAThousandPatterns() {
    PathPatterns.Builder<Integer> builder = PathPatterns.builder();
    for (int i = 0; i < 1_000; i++) {
      builder.add("/service-" + i + "/{id}", i);
    }
    PathPatterns<Integer> patterns = builder.build();

    for (int i = 0; i < 1_000; i++) {
      assertThat(patterns.match("/service-" + i, "/7")).extracting(Match::value).containsExactly(i);
    }
    assertThat(patterns.match("/service-1000/7", null)).isEmpty();
  }

  @Test
  void distinguishesSegmentsWithEqualHashes() {
    PathPatterns<String> patterns = patterns("/Aa", "/BB", "/AaAa");

    assertThat(found(patterns, "/Aa", null)).containsExactly("/Aa");
    assertThat(found(patterns, "/BB", null)).containsExactly("/BB");
    assertThat(found(patterns, "/BBAa", null)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "*",
        "login",
        "**",
        "*jsp",
        "*.",
        "*.tar.gz",
        "*.j/p",
        "/*.jsp",
        "/a/*/b",
        "/a*",
        "/a/",
        "//",
        "//a",
        "/a//b",
        "/a//*",
        "/./a",
        "/a/..",
        "/{}",
        "/{a",
        "/a}",
        "/x{a}",
        "/{a}x",
        "/{a:[0-9]+}",
        "/{a}/{a}",
        "/a;b",
        "/a?b",
        "/a#b",
        "/a%20b",
        "/a\\b",
        "/a\nb",
        " /a"
      })
  void rejectsABadPatternWithValueAndRule(String pattern) {
    assertThatThrownBy(() -> patterns(pattern))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("path pattern \"" + pattern + "\": ");
  }

  private static PathPatterns<String> patterns(String... patterns) {
    PathPatterns.Builder<String> builder = PathPatterns.builder();
    for (String pattern : patterns) {
      builder.add(pattern, pattern);
    }
    return builder.build();
  }

  private static List<String> found(
      PathPatterns<String> patterns, String servletPath, @Nullable String pathInfo) {
    return patterns.match(servletPath, pathInfo).stream().map(Match::value).toList();
  }
}

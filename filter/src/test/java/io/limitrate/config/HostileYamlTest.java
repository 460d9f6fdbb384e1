package io.limitrate.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limitrate.internal.yaml.Reading;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostileYamlTest {
  @Test
  void rejectsAliasesThatMultiply() {
    StringBuilder laughs = new StringBuilder("a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol]\n");
    for (int i = 1; i <= 9; i++) {
      String alias = "*a" + (i - 1) + ", ";
      laughs.append("a%d: &a%d [%s%s]\n".formatted(i, i, alias.repeat(8), "*a" + (i - 1)));
    }

    assertThat(Reading.errors(laughs.toString()))
        .containsExactly("limitrate.yaml:6: must not have more than 100000 values");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "{a: ", "- ", "? "})
  void rejectsDeepNesting(String opening) {
    assertThat(Reading.errors(opening.repeat(100_000)))
        .singleElement()
        .asString()
        .startsWith("limitrate.yaml:1: ");
  }

  @Test
  void saysHowDeepNestingMayBe() {
    assertThat(Reading.errors("a: " + "[".repeat(50) + "]".repeat(50)))
        .containsExactly("limitrate.yaml:1: must not be nested deeper than 20");
  }

  @Test
  void rejectsLargeFiles() {
    String large = "# ten megabytes\n".repeat(10 << 16);

    assertThat(Reading.errors(large))
        .containsExactly("limitrate.yaml: must not be larger than 1 MiB");
  }

  @Test
  void rejectsManyValues() {
    assertThat(Reading.errors("trustedProxies: [" + "a,".repeat(200_000) + "]"))
        .containsExactly("limitrate.yaml:1: must not have more than 100000 values");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "store: !!javax.script.ScriptEngineManager [http://localhost/]",
        "store: !!java.net.URL [http://localhost/]",
        "store: !own { ehcache: {} }",
        "store: !<tag:yaml.org,2002:str> text",
        "!!str store: { ehcache: {} }",
        "store: ! text",
      })
  void rejectsTags(String yaml) {
    assertThat(Reading.errors(yaml)).containsExactly("limitrate.yaml:1: must not have tags");
  }

  @Test
  void rejectsANodeThatContainsItself() {
    assertThat(Reading.errors("policies: &p\n  api: *p\n"))
        .containsExactly("limitrate.yaml:2: alias p must follow its anchor");
  }

  @Test
  void rejectsKeysThatAreNoText() {
    assertThat(Reading.errors("? [a, b]\n: c\n"))
        .containsExactly("limitrate.yaml:1: keys must be single values");
  }

  @Test
  void rejectsFurtherDocuments() {
    assertThat(Reading.errors("store: { ehcache: {} }\n---\nrules: []\n"))
        .containsExactly("limitrate.yaml:2: must be one document");
  }

  @Test
  void mergesNothing() {
    assertThat(Reading.errors("policies:\n  a: &a { quotas: 1/1s }\n  b: { <<: *a, key: ip }\n"))
        .containsExactly(
            "limitrate.yaml:3: policies.b: needs one of quotas, tiers",
            "limitrate.yaml:3: policies.b.<<: merge keys are not supported: repeat the settings");
  }

  @Test
  void rejectsControlCharacters() {
    assertThat(Reading.errors("store:\n  provider: \"eh\u0000cache\"\n"))
        .containsExactly("limitrate.yaml:2: must not contain control characters");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\\x", "\\xg0", "\\u12", "\\UFFFFFFFF", "\\q", "\\"})
  void rejectsEscapesThatAreNone(String escape) {
    assertThat(Reading.errors("store:\n  provider: \"" + escape))
        .singleElement()
        .asString()
        .matches("limitrate.yaml:2: [^\n]+");
  }

  @Test
  void rejectsWhatIsNoUtf8() {
    byte[] latin1 = "# caf\u00e9".getBytes(StandardCharsets.ISO_8859_1);

    assertThatThrownBy(() -> Reading.read(latin1, Reading.DEFAULTS, Map.of()))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("limitrate.yaml: must be UTF-8");
  }

  @Test
  void noValueForgesALineOfTheLogOrFloodsIt() {
    List<String> errors =
        Reading.errors(
            "policies:\n  api: { quotas: \"1/0s\\nlimitrate.yaml:9: forged\" }\n"
                + "  b: { quotas: "
                + "9".repeat(100_000)
                + "/1s }\n");

    assertThat(errors).hasSize(2).allMatch(line -> line.lines().count() == 1);
    assertThat(errors).allMatch(line -> line.length() < 1000);
  }

  @Test
  void listsTheFirstHundredErrors() {
    List<String> errors = Reading.errors("x: 1\n".repeat(150));

    assertThat(errors).hasSize(101).last().isEqualTo("and 50 more");
  }
}

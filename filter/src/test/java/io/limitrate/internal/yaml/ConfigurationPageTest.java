package io.limitrate.internal.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.KeySpec;
import io.limitrate.Quota;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Compares docs/configuration.md with the keys and words that the reader accepts. The reader lists
 * them in the message about an unknown key or word.
 */
class ConfigurationPageTest {
  private static final Path PAGE = Path.of("..", "docs", "configuration.md");
  private static final Pattern KEYS = Pattern.compile("unknown key, known here are ([\\w, -]+)");
  private static final Pattern WORDS = Pattern.compile("must be one of ([^;\"]+)");
  private static final Pattern NAMES = Pattern.compile("known are ([^;\"]+)");
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");

  @Test
  void everyTopLevelKeyHasASection() throws IOException {
    Set<String> sections =
        found(Pattern.compile("(?m)^## ([a-z]\\w*)$"), Files.readString(PAGE)).stream()
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(sections).isEqualTo(accepted(KEYS, "unknown: 1"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "trustedProxies; trustedProxies: { unknown: 1 }",
        "allow; allow: { unknown: 1 }",
        "policies; policies: { p: { unknown: 1 } }",
        "Calls in flight; policies: { p: { in-flight: { unknown: 1 } } }",
        "Schedules; policies: { p: { schedule: { unknown: 1 } } }",
        "Quotas of customers; policies: { p: { quotas-from: { unknown: 1 } } }",
        "Costs; policies: { p: { cost: { unknown: 1 } } }",
        "Results; policies: { p: { count: { unknown: 1 } } }",
        "Bans; policies: { p: { ban: { unknown: 1 } } }",
        "rules; rules: [{ unknown: 1 }]",
        "priorities; priorities: { unknown: 1 }",
        "shedding; shedding: { unknown: 1 }",
        "waiting; waiting: { unknown: 1 }",
        "logins; logins: { main: { unknown: 1 } }",
        "Limits of attempts; logins: { main: { address: { unknown: 1 } } }",
        "Blocks; logins: { main: { escalation: { unknown: 1 } } }",
        "Outcomes; logins: { main: { outcome: { unknown: 1 } } }",
        "challenges; challenges: { c: { unknown: 1 } }",
        "response; response: { unknown: 1 }",
        "admin; admin: { unknown: 1 }"
      })
  void theTableOfASectionListsItsKeys(String heading, String yaml) throws IOException {
    assertThat(keys(heading)).isEqualTo(accepted(KEYS, yaml));
  }

  @Test
  void theTableOfLimitsListsTheKeysOfSpraying() throws IOException {
    String yaml = "logins: { main: { address: { spraying: { unknown: 1 } } } }";

    assertThat(
            found(Pattern.compile("(?m)^\\| `spraying\\.(\\w+)`"), section("Limits of attempts")))
        .containsExactlyInAnyOrderElementsOf(accepted(KEYS, yaml));
  }

  @Test
  void theTablesOfSchedulesListTheKeysOfTimesAndEvents() throws IOException {
    String yaml = "policies: { p: { schedule: { %s: [{ unknown: 1 }] } } }";

    assertThat(codes("of a time", section("Schedules")))
        .isEqualTo(accepted(KEYS, yaml.formatted("times")));
    assertThat(codes("of an event", section("Schedules")))
        .isEqualTo(accepted(KEYS, yaml.formatted("events")));
  }

  @Test
  void theTableOfDevicesListsTheKeysBesideTheLimits() throws IOException {
    Set<String> keys = keys("Devices");
    keys.addAll(accepted(KEYS, "logins: { main: { user: { unknown: 1 } } }"));

    assertThat(keys).isEqualTo(accepted(KEYS, "logins: { main: { device: { unknown: 1 } } }"));
  }

  @Test
  void theTableOfDenyListsTheKeysBesideThoseOfAllow() throws IOException {
    Set<String> keys = keys("deny");
    keys.addAll(accepted(KEYS, "allow: { unknown: 1 }"));

    assertThat(keys).isEqualTo(accepted(KEYS, "deny: { unknown: 1 }"));
  }

  @Test
  void theTablesOfStoresListTheProvidersAndTheirKeys() throws IOException {
    Set<String> providers = accepted(NAMES, "store: { unknown: {} }");
    providers.removeIf(name -> name.startsWith("and "));
    Set<String> keys = new TreeSet<>();
    for (String provider : providers) {
      keys.addAll(accepted(KEYS, "store: { %s: { unknown: 1 } }".formatted(provider)));
    }

    assertThat(codes("provider", section("store"))).isEqualTo(providers);
    assertThat(keys("store")).isEqualTo(keys);
  }

  @Test
  void theTableOfTiersListsItsKeys() throws IOException {
    String forms =
        String.join("\n", found(Pattern.compile("(?m)^\\| `(\\{.*})` "), section("tiers")));

    assertThat(Set.copyOf(found(Pattern.compile("\\b([a-z]+):"), forms)))
        .isEqualTo(accepted(KEYS, "tiers: [{ unknown: 1 }]"));
  }

  @Test
  void theTableOfPrioritiesListsTheKeysOfCalls() throws IOException {
    String forms =
        String.join("\n", found(Pattern.compile("(?m)^\\| `(\\{.*})` "), section("priorities")));

    assertThat(Set.copyOf(found(Pattern.compile("\\b([a-z][a-zA-Z]*):"), forms)))
        .isEqualTo(accepted(KEYS, "priorities: { calls: [{ unknown: 1 }] }"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "trustedProxies; header; trustedProxies: { ranges: 10.0.0.0/8, header: unknown }",
        "deny; status; deny: { users: a, status: unknown }",
        "policies; failure; policies: { p: { quotas: 1/1s, failure: unknown } }",
        "logins; failure; logins: { main: { failure: unknown } }",
        "challenges; algorithm; challenges: { altcha: { provider: altcha, algorithm: unknown } }",
        "challenges; unavailable; challenges: { c: { provider: hcaptcha, unavailable: unknown } }",
        "response; headers; response: { headers: [unknown] }",
        "response; body; response: { body: unknown }"
      })
  void theRowOfAKeyListsItsWords(String heading, String key, String yaml) throws IOException {
    assertThat(found(CODE, row(heading, key))).containsAll(accepted(WORDS, yaml));
  }

  @Test
  void theTableOfKeysListsEveryPart() throws IOException {
    Set<String> parts = codes("part", section("Keys"));

    assertThat(parts.stream().map(ConfigurationPageTest::type).toList())
        .containsExactlyInAnyOrderElementsOf(
            parts().stream().map(ConfigurationPageTest::type).toList());
  }

  @Test
  void theRowOfMaxListsThePartsThatAClientChooses() throws IOException {
    List<String> chosen =
        parts().stream()
            .filter(part -> KeySpec.parse(part, name -> call -> null).isChosenByClient())
            .map(part -> part.replaceFirst(":.*", ":"))
            .toList();

    assertThat(found(CODE, row("Costs", "max"))).containsAll(chosen);
  }

  @Test
  void theSectionOfQuotasListsEveryAlgorithm() throws IOException {
    String algorithms =
        section("Quotas").replaceAll("(?s).*The algorithms are |\\. A window .*", "");

    assertThat(found(CODE, algorithms))
        .containsExactlyElementsOf(
            Arrays.stream(Quota.Kind.values()).map(Quota.Kind::text).toList());
  }

  private static Set<String> parts() {
    return accepted(NAMES, "policies: { p: { key: 'person:unknown' } }");
  }

  private static String type(String part) {
    return part.replaceFirst(":.*", "");
  }

  /** Returns the keys or words that the error of this configuration lists. */
  private static Set<String> accepted(Pattern list, String yaml) {
    return Reading.errors(yaml).stream()
        .flatMap(error -> found(list, error).stream())
        .flatMap(words -> Arrays.stream(words.split(", ")))
        .map(String::strip)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> keys(String heading) throws IOException {
    return codes("key", section(heading)).stream()
        .filter(key -> !key.contains("."))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Returns the code in the first column of the tables whose header starts with this word. */
  private static Set<String> codes(String header, String section) {
    Pattern table = Pattern.compile("(?m)^\\| " + header + " \\|.*\\n((?:\\|.*\\n)*)");
    return found(table, section).stream()
        .flatMap(rows -> found(Pattern.compile("(?m)^\\| `([^`]+)` \\|"), rows).stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String row(String heading, String key) throws IOException {
    return String.join(
        "", found(Pattern.compile("(?m)^(\\| `" + key + "` .*)$"), section(heading)));
  }

  /** Returns the text from a heading to the next heading. */
  private static String section(String heading) throws IOException {
    Pattern section = Pattern.compile("(?ms)^##+ " + heading + "$(.*?)(?=^##|\\z)");
    return String.join("", found(section, Files.readString(PAGE)));
  }

  private static List<String> found(Pattern pattern, String text) {
    return pattern.matcher(text).results().map((MatchResult one) -> one.group(1)).toList();
  }
}

package io.limitrate.internal.login.name;

import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.internal.login.CollationFile;
import io.limitrate.internal.login.IcuCollation;
import io.limitrate.internal.login.MariaDbCollation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnJre;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Names that real servers treat as equal are one name to the guard, for each character of Unicode;
 * and the table that the guard uses is the table that these servers' answers produce. The servers
 * run without network, answer one query, and exit.
 */
class CollationsTest {
  private static final Path TABLE =
      Path.of("src/main/resources/io/limitrate/internal/login/name/collations.txt");
  private static final Path GENERATED = Path.of("target/collations.txt");

  @TempDir static Path directory;

  @BeforeAll
  static void letTheServersWriteHere() throws IOException {
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxrwx"));
  }

  @ParameterizedTest
  @EnumSource
  void namesThatMariaDbTreatsAsEqualAreEqual(MariaDbCollation collation) throws Exception {
    Map<Integer, String> weights = collation.weights(Character.MAX_CODE_POINT, directory);

    assertThat(weights).hasSizeGreaterThan(60_000);
    assertThat(differences(weights)).isEmpty();
  }

  /**
   * Returns the characters without a weight that are kept, and the characters with equal weights
   * that differ.
   */
  private static List<String> differences(Map<Integer, String> weights) {
    Map<String, String> names = new HashMap<>();
    weights.forEach(
        (character, weight) -> {
          String name = normalized(Character.toString(character));
          if (name != null && weight.length() <= MariaDbCollation.WEIGHT_DIGITS) {
            names.putIfAbsent(weight, name);
          }
        });
    names.put("", "xy");
    List<String> differences = new ArrayList<>();
    weights.forEach(
        (character, weight) -> {
          String name = normalized(Character.toString(character));
          String expected = expected(weight, names);
          if (name != null && expected != null && !name.equals(expected)) {
            differences.add(Integer.toHexString(character) + ": " + name + " for " + expected);
          }
        });
    return differences;
  }

  /** Returns the normalized name of all characters with this weight. */
  private static @Nullable String expected(String weight, Map<String, String> names) {
    StringBuilder name = new StringBuilder();
    for (String each : MariaDbCollation.split(weight)) {
      String one = names.get(each);
      if (one == null) {
        return names.get(weight);
      }
      name.append(one, 1, one.length() - 1);
    }
    return Usernames.normalize("x" + name + "y");
  }

  /**
   * Normalizes a character between two letters, because blanks at the ends are dropped, and a name
   * needs a visible character.
   */
  private static @Nullable String normalized(String inner) {
    return Usernames.normalize("x" + inner + "y");
  }

  @Test
  void namesThatPostgreSqlTreatsAsEqualAreEqual() throws Exception {
    List<List<Integer>> classes = IcuCollation.equivalenceClasses(directory);

    assertThat(classes).hasSizeGreaterThan(2_000);
    assertThat(classes.stream().filter(characters -> !isOne(characters))).isEmpty();
  }

  private static boolean isOne(List<Integer> characters) {
    List<String> names =
        characters.stream()
            .map(character -> normalized(Character.toString(character)))
            .flatMap(Stream::ofNullable)
            .distinct()
            .toList();
    return names.size() <= 1
        && (!characters.contains(IcuCollation.IGNORED) || names.contains("xy"));
  }

  @Test
  @EnabledOnJre(
      value = JRE.JAVA_17,
      disabledReason = "the table contains the ignored characters that Java 17 does not call marks")
  void theTableEqualsTheOneFromTheServersAnswers() throws Exception {
    List<SortedMap<Integer, String>> weights = new ArrayList<>();
    for (MariaDbCollation collation : MariaDbCollation.values()) {
      weights.add(collation.weights(CharacterFolds.LAST, directory));
    }
    CollationSolver solver =
        new CollationSolver(weights, IcuCollation.equivalenceClasses(directory));

    byte[] text = CollationFile.text(solver.replacements()).getBytes(StandardCharsets.UTF_8);

    Files.write(GENERATED, text);
    assertThat(Files.mismatch(TABLE, GENERATED))
        .as("first different byte; review %s and copy it to %s", GENERATED, TABLE)
        .isEqualTo(-1);
  }
}

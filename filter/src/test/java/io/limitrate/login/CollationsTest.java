package io.limitrate.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What real servers take for the same name is the same name to the guard, for each character that
 * there is. The servers run without network, answer one question, and end.
 */
class CollationsTest {
  private static final Path POSTGRESQL = Path.of("/usr/lib/postgresql");
  private static final int LAST_OF_BASIC_PLANE = 0xFFFF;
  private static final int WEIGHT_DIGITS = 4;
  private static final int ACUTE = 0x301;

  @TempDir Path directory;

  @BeforeEach
  void letTheServersWriteHere() throws IOException {
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxrwx"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "utf8mb4_general_ci",
        "utf8mb4_unicode_ci",
        "utf8mb4_unicode_520_ci",
        "utf8mb4_uca1400_ai_ci"
      })
  void whatMariaDbTakesForOneIsOne(String collation) throws Exception {
    Path server = required(Path.of("/usr/sbin/mariadbd"));
    boolean old = collation.contains("general") || collation.contains("unicode_ci");

    Map<Integer, String> weights = weights(server, collation);
    if (old) {
      weights.keySet().removeIf(c -> c > LAST_OF_BASIC_PLANE || c == 0xFFFD);
    }

    assertThat(weights).hasSizeGreaterThan(60_000);
    assertThat(differences(weights)).isEmpty();
  }

  /** By code point. The server runs its start-up script, and nothing else. */
  private Map<Integer, String> weights(Path server, String collation) throws Exception {
    Path answer = directory.resolve("weights");
    String script =
        """
        create database names;
        use names;
        select seq, hex(weight_string(convert( \
        convert(unhex(lpad(hex(seq), 8, '0')) using utf32) using utf8mb4) collate %s)) \
        from seq_1_to_1114111 where seq not between 55296 and 57343 into outfile '%s';
        """
            .formatted(collation, answer);
    Path data = Files.createDirectory(directory.resolve("data"));
    List<String> command =
        List.of(
            server.toString(), "--no-defaults", "--bootstrap", "--user=root", "--datadir=" + data);
    run(command, script);
    Map<Integer, String> weights = new HashMap<>();
    for (String line : Files.readAllLines(answer)) {
      String[] parts = line.split("\t", -1);
      weights.put(Integer.valueOf(parts[0]), parts[1]);
    }
    return weights;
  }

  /** Characters that weigh nothing but are kept, and those that weigh as others but differ. */
  private static List<String> differences(Map<Integer, String> weights) {
    Map<String, String> names = new HashMap<>();
    weights.forEach(
        (character, weight) -> {
          String name = normalized(Character.toString(character));
          if (name != null && weight.length() <= WEIGHT_DIGITS) {
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

  /** The name of characters that weigh what this one does, each of them alone. */
  private static @Nullable String expected(String weight, Map<String, String> names) {
    StringBuilder name = new StringBuilder();
    for (int i = 0; i < weight.length(); i += WEIGHT_DIGITS) {
      String one = names.get(weight.substring(i, i + WEIGHT_DIGITS));
      if (one == null) {
        return names.get(weight);
      }
      name.append(one, 1, one.length() - 1);
    }
    return Usernames.normalize("x" + name + "y");
  }

  /** Between two letters, for blanks around are dropped, and nothing visible is no name. */
  private static @Nullable String normalized(String inner) {
    return Usernames.normalize("x" + inner + "y");
  }

  @Test
  void whatPostgreSqlTakesForOneIsOne() throws Exception {
    Path answer = directory.resolve("classes");
    String question =
        """
        create collation names (provider = icu, locale = 'und-u-ks-level1', deterministic = false);

        copy (select string_agg(c::text, ' ') from generate_series(1, 1114111) c \
        where c not between 55296 and 57343 group by chr(c) collate names having count(*) > 1) \
        to '%s';

        """
            .formatted(answer);
    String bin = required(newest(POSTGRESQL)).resolve("bin") + "/";
    String data = directory.resolve("data").toString();

    run(asPostgres(bin + "initdb", "-D", data, "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"), "");
    run(asPostgres(bin + "postgres", "--single", "-j", "-D", data, "postgres"), question);

    List<String> classes = Files.readAllLines(answer);
    assertThat(classes).hasSizeGreaterThan(2_000);
    assertThat(classes.stream().filter(line -> !isOne(line))).isEmpty();
  }

  private static boolean isOne(String line) {
    List<Integer> characters = Arrays.stream(line.split(" ")).map(Integer::valueOf).toList();
    List<String> names =
        characters.stream()
            .map(character -> normalized(Character.toString(character)))
            .flatMap(Stream::ofNullable)
            .distinct()
            .toList();
    return names.size() <= 1 && (!characters.contains(ACUTE) || names.contains("xy"));
  }

  private static Path newest(Path versions) throws IOException {
    if (!Files.isDirectory(versions)) {
      return versions;
    }
    try (Stream<Path> all = Files.list(versions)) {
      return all.sorted().reduce((first, last) -> last).orElse(versions);
    }
  }

  /** PostgreSQL does not run as root. */
  private static List<String> asPostgres(String... command) {
    List<String> all = new ArrayList<>();
    if (System.getProperty("user.name").equals("root")) {
      all.addAll(List.of("runuser", "-u", "postgres", "--"));
    }
    all.addAll(List.of(command));
    return all;
  }

  /** The server, without which the test is skipped, except in CI. */
  private static Path required(Path server) {
    if (System.getenv("CI") != null) {
      assertThat(server).exists();
    }
    assumeThat(server).exists();
    return server;
  }

  private void run(List<String> command, String input) throws Exception {
    Path output = directory.resolve("output");
    Process process =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      process.getOutputStream().write(input.getBytes(StandardCharsets.UTF_8));
      process.getOutputStream().close();
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).as(() -> read(output)).isZero();
    } finally {
      process.destroyForcibly();
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return e.toString();
    }
  }
}

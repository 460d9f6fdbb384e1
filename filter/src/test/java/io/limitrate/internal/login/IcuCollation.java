package io.limitrate.internal.login;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The root collation of PostgreSQL's ICU at its first level. */
public final class IcuCollation {
  private static final Path VERSIONS = Path.of("/usr/lib/postgresql");

  /** A character that the collation ignores; all other ignored characters are equal to this one. */
  public static final int IGNORED = 0x301;

  private IcuCollation() {}

  /**
   * Returns all sets of two or more characters that the collation treats as equal. The server is
   * asked once for each directory.
   */
  public static List<List<Integer>> equivalenceClasses(Path directory)
      throws IOException, InterruptedException {
    Path server = ServerProcess.required(newest());
    Path answer = directory.resolve("classes");
    if (!Files.exists(answer)) {
      ask(server, answer);
    }
    return Files.readAllLines(answer).stream()
        .map(IcuCollation::characters)
        .sorted(Comparator.comparing(characters -> characters.get(0)))
        .toList();
  }

  private static void ask(Path server, Path answer) throws IOException, InterruptedException {
    String bin = server.resolve("bin") + "/";
    String data = answer.resolveSibling("postgresql-data").toString();
    Path output = answer.resolveSibling("postgresql-output");
    List<String> initdb =
        asPostgres(bin + "initdb", "-D", data, "-E", "UTF8", "--locale=C.UTF-8", "--no-sync");
    List<String> postgres = asPostgres(bin + "postgres", "--single", "-j", "-D", data, "postgres");
    ServerProcess.run(initdb, "", output);
    ServerProcess.run(postgres, script(answer), output);
  }

  private static String script(Path answer) {
    return """
    create collation names (provider = icu, locale = 'und-u-ks-level1', deterministic = false);

    copy (select string_agg(c::text, ' ') from generate_series(1, 1114111) c \
    where c not between 55296 and 57343 group by chr(c) collate names having count(*) > 1) \
    to '%s';

    """
        .formatted(answer);
  }

  private static List<Integer> characters(String line) {
    return Arrays.stream(line.split(" ")).map(Integer::valueOf).sorted().toList();
  }

  private static Path newest() throws IOException {
    if (!Files.isDirectory(VERSIONS)) {
      return VERSIONS;
    }
    try (Stream<Path> all = Files.list(VERSIONS)) {
      return all.sorted().reduce((first, last) -> last).orElse(VERSIONS);
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
}

package io.limitrate.tck.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Compares the commands on the pages with {@code .ci/commands.txt}, which says where CI runs each
 * command.
 */
class CommandsTest {
  private static final Path LIST = Pages.REPOSITORY.resolve(".ci/commands.txt");

  /**
   * Matches a command in a code span, or in a line of a code block without the comment at the
   * line's end.
   */
  private static final Pattern COMMAND =
      Pattern.compile("(?m)(?:`|^)((?:mvn|openssl|curl|wrk) [^`\\n|]*?|\\.ci/run)(?:`|\\s+#.*$|$)");

  private static final Pattern LISTED =
      Pattern.compile("(?:(?:demo|run|clone|test) +([^|]+)|- +([^|]+) \\| \\S.*)");

  private static final Pattern TESTS = Pattern.compile("-pl (\\S+) .*-Dtest=(\\S+)");

  @Test
  void listsEveryCommandOfThePagesAndNoOther() throws IOException {
    assertThat(listed()).isEqualTo(typed());
  }

  /** Surefire runs the tests that exist, and does not report the names of the others. */
  @Test
  void everyTestThatACommandNamesIsInAModuleOfTheCommand() throws IOException {
    for (String command : typed()) {
      Matcher tests = TESTS.matcher(command);
      if (tests.find()) {
        Set<String> existing = testsOf(tests.group(1).split(","));
        assertThat(existing).as(command).contains(tests.group(2).split(","));
      }
    }
  }

  private static Set<String> testsOf(String... modules) throws IOException {
    Set<String> names = new TreeSet<>();
    for (String module : modules) {
      try (Stream<Path> files = Files.walk(Pages.REPOSITORY.resolve(module + "/src/test/java"))) {
        files
            .map(file -> file.getFileName().toString())
            .filter(name -> name.endsWith(".java"))
            .forEach(name -> names.add(name.replace(".java", "")));
      }
    }
    return names;
  }

  private static Set<String> typed() throws IOException {
    Set<String> typed = new TreeSet<>();
    for (Path page : Pages.all()) {
      Matcher matcher = COMMAND.matcher(Files.readString(page));
      while (matcher.find()) {
        typed.add(matcher.group(1).strip());
      }
    }
    return typed;
  }

  private static Set<String> listed() throws IOException {
    try (Stream<String> lines = Files.lines(LIST)) {
      return lines
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(CommandsTest::command)
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  private static String command(String line) {
    Matcher matcher = LISTED.matcher(line);
    assertThat(matcher.matches()).as(line).isTrue();
    String run = matcher.group(1);
    return (run == null ? matcher.group(2) : run).strip();
  }
}

package io.limitrate.internal.list;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.limitrate.CallerList;
import io.limitrate.LogLines;
import io.limitrate.internal.engine.TestCall;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Edge case: a list that is damaged while the application runs does not replace the good one. */
class FileListTest {
  private static final String MANY = lines(100);
  private static final String OR_USE =
      ": repair the file. To use the file as it is, name it by another path, or restart the"
          + " application";

  @TempDir private Path directory;

  private static String lines(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "203.0.113." + i + "\n")
        .collect(Collectors.joining());
  }

  private Path write(String text) throws IOException {
    return Files.writeString(directory.resolve("deny.txt"), text);
  }

  private static boolean contains(CallerList list, String address) {
    return list.contains(new TestCall().with("ip", address));
  }

  @Test
  void replacesAllEntriesWhenTheFileChanges() throws Exception {
    FileList list = FileList.open(write("203.0.113.0/24\n"));
    assertThat(contains(list, "203.0.113.9")).isTrue();

    write("198.51.100.0/24\n2001:db8::/32\n");
    list.reload();

    assertThat(contains(list, "203.0.113.9")).isFalse();
    assertThat(contains(list, "198.51.100.9")).isTrue();
    assertThat(contains(list, "2001:db8::9")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "# nothing\n", "<html>503 Service Unavailable</html>\n", "203.0.1"})
  void keepsTheEntriesOfAFileThatHasNoEntryAnyMore(String text) throws Exception {
    keepsItsEntries(text, "has no entry" + OR_USE);
  }

  @Test
  void keepsTheEntriesOfAFileThatIsCutOffWithinALine() throws Exception {
    keepsItsEntries(MANY.substring(0, MANY.length() - 3), "is cut off in its last line" + OR_USE);
  }

  @Test
  void keepsTheEntriesOfAFileThatHasLostHalfOfThem() throws Exception {
    keepsItsEntries(lines(50), "has lost half of its entries, and has 50" + OR_USE);
  }

  @ParameterizedTest
  @MethodSource("damagedJson")
  void keepsTheEntriesOfAFileWhoseJsonIsDamagedOrUnknown(String text, String damage)
      throws Exception {
    keepsItsEntries(text, damage + ": repair the file");
  }

  @ParameterizedTest
  @MethodSource("damagedJson")
  void damagedOrUnknownJsonIsAnErrorAtTheStart(String text, String damage) throws Exception {
    Path file = write(text);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> FileList.open(file))
        .withMessage("\"" + file + "\": " + damage + ": repair the file");
  }

  static Stream<Arguments> damagedJson() {
    String unknown =
        "has none of the fields addressPrefixes, cidr, ip_prefix, ipv4Prefix, ipv6Prefix,"
            + " ipv6_prefix";
    return Stream.of(
        arguments(
            "{\"prefixes\": [{\"ip_prefix\": \"3.2.34.0/26\"},",
            "has an error in its JSON, or ends early, in line 1"),
        arguments(
            "{\n\"cidr\": \"3.2.34.0/26\"\n", "has an error in its JSON, or ends early, in line 3"),
        arguments(
            "{\n\"cidr\": \"3.2.34.0/26\",\n]}\n",
            "has an error in its JSON, or ends early, in line 3"),
        arguments("[\"1.2.3.0/24\"]\n", unknown),
        arguments("{\n\"addresses\": [\"1.2.3.0/24\"]\n}\n", unknown));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"addresses\":[\"1.2.3.0/24\"]}",
        "{\"prefixes\":[{\"ip_prefix\":\"3.2.34.0/26\"}",
        "{\"cidr\": 5}\n"
      })
  void linesOfDamagedOrUnknownJsonAreBadLines(String text) throws Exception {
    Path file = write(text);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> FileList.open(file))
        .withMessageStartingWith("\"" + file + "\": has no entry; line 1 \"" + text.strip())
        .withMessageContaining("must be a JSON object with one of the fields addressPrefixes,");
  }

  @Test
  void oneWholeJsonObjectNeedsNoEndOfItsLastLine() throws Exception {
    FileList list = FileList.open(write("{\n\"cidr\": \"203.0.113.0/24\"}\n"));

    write("{\n\"addressPrefixes\": [\"198.51.100.0/24\", \"bad\"]}");
    list.reload();

    assertThat(contains(list, "198.51.100.9")).isTrue();
  }

  private void keepsItsEntries(String damaged, String reason) throws Exception {
    FileList list = FileList.open(write(MANY));

    write(damaged);
    try (LogLines logged = LogLines.of(CallerList.class)) {
      list.reload();

      assertThat(logged.lines())
          .containsExactly(
              "WARNING The list "
                  + directory.resolve("deny.txt")
                  + " keeps its 100 entries, because the file "
                  + reason);
    }
    assertThat(contains(list, "203.0.113.99")).isTrue();
  }

  @Test
  void seesAChangeThatKeepsTheLengthAndTheHashCode() throws Exception {
    String text = "203.0.113.1;\u0400\n";
    String changed = "203.0.113.2;?\n";
    assertThat(changed).hasSameSizeAs(text).hasSameHashCodeAs(text);
    FileList list = FileList.open(write(text));

    write(changed);
    list.reload();

    assertThat(contains(list, "203.0.113.2")).isTrue();
  }

  @Test
  void aFileThatCannotBeReadIsAnExceptionAndKeepsItsEntries() throws Exception {
    FileList list = FileList.open(write(MANY));

    Files.delete(list.file());

    assertThatIOException().isThrownBy(list::reload);
    assertThat(contains(list, "203.0.113.99")).isTrue();
  }

  @Test
  void readsAFileOfAnotherSystem() throws Exception {
    FileList list = FileList.open(write("\uFEFF203.0.113.0/24\r\n198.51.100.0/24\r\n"));

    assertThat(contains(list, "203.0.113.9")).isTrue();
    assertThat(contains(list, "198.51.100.9")).isTrue();
  }

  @Test
  void acceptsAFileThatHasLostLessThanHalf() throws Exception {
    FileList list = FileList.open(write(MANY));

    write(lines(51));
    list.reload();

    assertThat(contains(list, "203.0.113.99")).isFalse();
    assertThat(contains(list, "203.0.113.50")).isTrue();
  }

  @Test
  void aShortListMayLoseHalfOfItsEntries() throws Exception {
    FileList list = FileList.open(write(lines(2)));

    write(lines(1));
    list.reload();

    assertThat(contains(list, "203.0.113.1")).isFalse();
  }

  @Test
  void countsBadLinesInOneWarning() throws Exception {
    try (LogLines logged = LogLines.of(CallerList.class)) {
      FileList.open(write("203.0.113.1\nbad\nworse\n"));

      assertThat(logged.lines())
          .containsExactly(
              "WARNING The list "
                  + directory.resolve("deny.txt")
                  + " has 2 bad lines, which are skipped; the first is line 2 \"bad\": must be an"
                  + " IPv4 or IPv6 address, alone or with /prefix");
    }
  }

  @Test
  void aMissingOrUselessFileIsAnError() throws Exception {
    Path missing = directory.resolve("missing.txt");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FileList.open(missing))
        .withMessage("\"" + missing + "\": there is no such file");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FileList.open(write("bad\n")))
        .withMessageContaining("has no entry; line 1 \"bad\": must be an IPv4 or IPv6 address");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FileList.open(write("{\n")))
        .withMessageContaining("in its JSON, or ends early, in line 2: repair the file");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FileList.open(Path.of("deny.txt")))
        .withMessageContaining("must be an absolute path");
  }
}

package io.limitrate.internal.login;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** A collation of MariaDB, which compares texts by the weights of their characters. */
public enum MariaDbCollation {
  UTF8MB4_GENERAL_CI,
  UTF8MB4_UNICODE_CI,
  UTF8MB4_UNICODE_520_CI,
  UTF8MB4_UCA1400_AI_CI;

  private static final Path SERVER = Path.of("/usr/sbin/mariadbd");
  private static final int LAST_OF_BASIC_PLANE = 0xFFFF;
  private static final int REPLACEMENT_CHARACTER = 0xFFFD;

  /** The digits of one weight. The weights of a character follow each other. */
  public static final int WEIGHT_DIGITS = 4;

  /**
   * Returns the weights, in hexadecimal, of the characters up to the last one that the collation
   * distinguishes. The collation ignores a character without weights. The server is asked once for
   * each directory.
   */
  public SortedMap<Integer, String> weights(int last, Path directory)
      throws IOException, InterruptedException {
    Path server = ServerProcess.required(SERVER);
    Path answer = directory.resolve(name());
    if (!Files.exists(answer)) {
      ask(server, answer);
    }
    return weights(last, Files.readAllLines(answer));
  }

  private void ask(Path server, Path answer) throws IOException, InterruptedException {
    Path data = Files.createDirectory(answer.resolveSibling(name() + "-data"));
    List<String> command =
        List.of(
            server.toString(), "--no-defaults", "--bootstrap", "--user=root", "--datadir=" + data);
    ServerProcess.run(command, script(answer), answer.resolveSibling(name() + "-output"));
  }

  private String script(Path answer) {
    return """
    create database names;
    use names;
    select seq, hex(weight_string(convert( \
    convert(unhex(lpad(hex(seq), 8, '0')) using utf32) using utf8mb4) collate %s)) \
    from seq_1_to_1114111 where seq not between 55296 and 57343 into outfile '%s';
    """
        .formatted(name().toLowerCase(Locale.ROOT), answer);
  }

  private SortedMap<Integer, String> weights(int last, List<String> lines) {
    SortedMap<Integer, String> weights = new TreeMap<>();
    for (String line : lines) {
      String[] parts = line.split("\t", -1);
      int character = Integer.parseInt(parts[0]);
      if (character <= last && distinguishes(character)) {
        weights.put(character, parts[1]);
      }
    }
    return weights;
  }

  /** Returns the weights one by one. */
  public static List<String> split(String weights) {
    return IntStream.range(0, weights.length() / WEIGHT_DIGITS)
        .map(i -> i * WEIGHT_DIGITS)
        .mapToObj(from -> weights.substring(from, from + WEIGHT_DIGITS))
        .toList();
  }

  /** The two oldest collations give all characters beyond U+FFFF the weight of U+FFFD. */
  private boolean distinguishes(int character) {
    return switch (this) {
      case UTF8MB4_GENERAL_CI, UTF8MB4_UNICODE_CI ->
          character <= LAST_OF_BASIC_PLANE && character != REPLACEMENT_CHARACTER;
      case UTF8MB4_UNICODE_520_CI, UTF8MB4_UCA1400_AI_CI -> true;
    };
  }
}

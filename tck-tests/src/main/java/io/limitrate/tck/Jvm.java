package io.limitrate.tck;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A Java process, seen through its JDK's jcmd. Immutable. */
record Jvm(long pid) {
  private static final long LONGEST_SECONDS = 30;

  /** How many objects of exactly that class are alive. */
  long instances(String type) throws IOException {
    return histogram()
        .map(columns -> columns.get(3).equals(type) ? Long.parseLong(columns.get(1)) : 0)
        .reduce(0L, Long::sum);
  }

  /** How much memory live objects take. */
  long liveBytes() throws IOException {
    return histogram().map(columns -> Long.parseLong(columns.get(2))).reduce(0L, Long::sum);
  }

  /** The names of threads that contain the text. */
  List<String> threads(String text) throws IOException {
    return jcmd("Thread.print")
        .lines()
        .filter(line -> line.startsWith("\""))
        .map(line -> line.substring(1, line.indexOf('"', 1)))
        .filter(name -> name.toLowerCase(Locale.ROOT).contains(text))
        .toList();
  }

  /** Number, instances, bytes and name of every class; objects that are not reachable are gone. */
  private Stream<List<String>> histogram() throws IOException {
    return jcmd("GC.class_histogram")
        .lines()
        .map(line -> List.of(line.strip().split("\\s+")))
        .filter(columns -> columns.size() >= 4 && columns.get(0).matches("\\d+:"));
  }

  private String jcmd(String command) throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                Long.toString(pid),
                command)
            .redirectErrorStream(true)
            .start();
    String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new IOException("jcmd " + pid + " " + command + ": " + answer);
      }
      return answer;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }
}

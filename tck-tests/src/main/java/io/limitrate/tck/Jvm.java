package io.limitrate.tck;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** A Java process, seen through its JDK's jcmd. Immutable. */
record Jvm(long pid) {
  private static final long LONGEST_SECONDS = 30;

  /** The live objects of each class; those that are not reachable are gone. */
  record Histogram(List<Row> rows) {

    private record Row(String type, long instances, long bytes) {
      static Row of(String line) {
        String[] columns = line.strip().split("\\s+");
        return new Row(columns[3], Long.parseLong(columns[1]), Long.parseLong(columns[2]));
      }
    }

    /** How many there are of exactly that class; applications may have one each of that name. */
    long instances(String type) {
      return rows.stream().filter(row -> row.type.equals(type)).mapToLong(Row::instances).sum();
    }

    /** How much memory they all take. */
    long bytes() {
      return rows.stream().mapToLong(Row::bytes).sum();
    }
  }

  /** Lets go of what only finalizers and reference queues still hold. */
  void collectGarbage() throws IOException {
    for (int i = 0; i < 2; i++) {
      jcmd("GC.run");
      jcmd("GC.run_finalization");
    }
  }

  Histogram histogram() throws IOException {
    return new Histogram(
        jcmd("GC.class_histogram")
            .lines()
            .filter(line -> line.matches("\\s*\\d+:\\s+\\d+ .*"))
            .map(Histogram.Row::of)
            .toList());
  }

  /** The names of threads that contain one of the texts. */
  List<String> threads(String... texts) throws IOException {
    return jcmd("Thread.print")
        .lines()
        .filter(line -> line.startsWith("\""))
        .map(line -> line.substring(1, line.indexOf('"', 1)))
        .filter(name -> Arrays.stream(texts).anyMatch(name.toLowerCase(Locale.ROOT)::contains))
        .toList();
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

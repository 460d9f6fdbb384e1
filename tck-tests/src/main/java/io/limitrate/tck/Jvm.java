package io.limitrate.tck;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** A Java process, which the jcmd of its JDK inspects. Immutable. */
record Jvm(long pid) {
  private static final long LONGEST_SECONDS = 30;

  /** The live objects by class. Creating the histogram removes unreachable objects. */
  record Histogram(List<Row> rows) {

    private record Row(String type, long instances, long bytes) {
      static Row of(String line) {
        String[] columns = line.strip().split("\\s+");
        return new Row(columns[3], Long.parseLong(columns[1]), Long.parseLong(columns[2]));
      }
    }

    /**
     * Returns the number of instances of classes with this name. Each application may have its own
     * class of this name.
     */
    long instances(String type) {
      return rows.stream().filter(row -> row.type.equals(type)).mapToLong(Row::instances).sum();
    }

    /** Returns the size of all objects. */
    long bytes() {
      return rows.stream().mapToLong(Row::bytes).sum();
    }
  }

  /** Releases objects that only finalizers and reference queues hold. */
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

  /** Returns the names of the threads whose name contains one of the texts. */
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

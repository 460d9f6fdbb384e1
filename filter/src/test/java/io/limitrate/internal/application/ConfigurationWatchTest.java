package io.limitrate.internal.application;

import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.LogLines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The watch of a file, with a short interval. */
class ConfigurationWatchTest {
  private static final Duration INTERVAL = Duration.ofMillis(20);

  @TempDir Path directory;
  private final LinkedBlockingQueue<String> reported = new LinkedBlockingQueue<>();
  private ConfigurationWatch watch;

  @AfterEach
  void close() {
    watch.close();
  }

  private Path watched(Path file) throws IOException {
    watch =
        new ConfigurationWatch(
            file,
            INTERVAL,
            () -> {
              try {
                reported.add(Files.readString(file));
              } catch (IOException e) {
                reported.add(e.toString());
              }
            });
    return file;
  }

  private String next() throws InterruptedException {
    String content = reported.poll(20, TimeUnit.SECONDS);
    assertThat(content).as("report within 20 s").isNotNull();
    return content;
  }

  /**
   * Returns the next report of a file with text. On a busy machine, the watch may read the file
   * twice between the truncation and the write.
   */
  private String nextText() throws InterruptedException {
    String content = next();
    return content.isEmpty() ? next() : content;
  }

  @Test
  void reportsAFileThatIsWritten() throws Exception {
    Path file = watched(Files.writeString(directory.resolve("limits.yaml"), "one"));
    assertThat(next()).isEqualTo("one");

    Files.writeString(file, "two");

    assertThat(nextText()).isEqualTo("two");
  }

  /** Writes a file in one step, so that no reading finds a part of the text. */
  private void replace(Path file, String text) throws IOException {
    Path other = Files.writeString(directory.resolve("new"), text);
    Files.move(other, file, StandardCopyOption.ATOMIC_MOVE);
  }

  @Test
  void reportsAFileThatAnEditorReplacesWithinTheSameTimeAndSize() throws Exception {
    Path file = watched(Files.writeString(directory.resolve("limits.yaml"), "one"));
    assertThat(next()).isEqualTo("one");
    Path other = Files.writeString(directory.resolve("new"), "two");
    Files.setLastModifiedTime(other, Files.getLastModifiedTime(file));

    Files.move(other, file, StandardCopyOption.ATOMIC_MOVE);

    assertThat(next()).isEqualTo("two");
  }

  @Test
  void reportsTheSwapOfAConfigMap() throws Exception {
    Files.createDirectories(directory.resolve("..1"));
    Files.createDirectories(directory.resolve("..2"));
    Files.writeString(directory.resolve("..1/limits.yaml"), "one");
    Files.writeString(directory.resolve("..2/limits.yaml"), "two");
    Files.createSymbolicLink(directory.resolve("..data"), Path.of("..1"));
    watched(
        Files.createSymbolicLink(
            directory.resolve("limits.yaml"), Path.of("..data", "limits.yaml")));
    assertThat(next()).isEqualTo("one");

    Files.createSymbolicLink(directory.resolve("..data_tmp"), Path.of("..2"));
    Files.move(
        directory.resolve("..data_tmp"),
        directory.resolve("..data"),
        StandardCopyOption.ATOMIC_MOVE);

    assertThat(next()).isEqualTo("two");
  }

  @Test
  void toleratesAFileThatIsMissingForAWhile() throws Exception {
    try (LogLines logged = LogLines.of(Application.class)) {
      Path file = watched(Files.writeString(directory.resolve("limits.yaml"), "one"));
      assertThat(next()).isEqualTo("one");

      Files.delete(file);
      logged.await("limits.yaml cannot be read; the limits stay as they are");
      replace(file, "two");

      assertThat(next()).isEqualTo("two");
      assertThat(logged.lines()).filteredOn(line -> line.contains("cannot be read")).hasSize(1);
    }
  }

  @ParameterizedTest
  @MethodSource("failures")
  void reportsAContentAgainUntilTheReportSucceedsAndLogsTheFailureOnce(Throwable failure)
      throws Exception {
    Path file = Files.writeString(directory.resolve("limits.yaml"), "one");
    AtomicInteger reports = new AtomicInteger();
    try (LogLines logged = LogLines.of(Application.class)) {
      watch =
          new ConfigurationWatch(
              file,
              INTERVAL,
              () -> {
                if (reports.incrementAndGet() < 4) {
                  throwAny(failure);
                }
                reported.add(Files.readString(file));
              });

      assertThat(next()).isEqualTo("one");
      replace(file, "two");

      assertThat(next()).isEqualTo("two");
      assertThat(reports).hasValue(5);
      assertThat(logged.lines())
          .containsExactly(
              "SEVERE " + file + " cannot be loaded; Limitrate tries again: " + failure);
    }
  }

  static Stream<Throwable> failures() {
    return Stream.of(
        new IOException("stale"),
        new IllegalStateException("defect"),
        new OutOfMemoryError("heap"));
  }

  @SuppressWarnings("unchecked")
  private static <T extends Throwable> void throwAny(Throwable failure) throws T {
    throw (T) failure;
  }

  @Test
  void endsItsThreadAlthoughReportsFail() throws Exception {
    Path file = Files.writeString(directory.resolve("limits.yaml"), "one");
    try (LogLines logged = LogLines.of(Application.class)) {
      watch =
          new ConfigurationWatch(
              file,
              INTERVAL,
              () -> {
                throw new IOException("stale");
              });
      logged.await("cannot be loaded");
    }

    watch.close();

    assertThat(threads(file)).isZero();
  }

  @Test
  void endsItsThread() throws Exception {
    Path file = watched(Files.writeString(directory.resolve("limits.yaml"), "one"));
    assertThat(threads(file)).isOne();

    watch.close();

    assertThat(threads(file)).isZero();
  }

  /** Returns the number of threads that watch a file. */
  static long threads(Path file) {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("limitrate-reload " + file))
        .count();
  }
}

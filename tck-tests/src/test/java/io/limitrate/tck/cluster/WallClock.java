package io.limitrate.tck.cluster;

import io.limitrate.tck.cluster.Cluster.Setup;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/**
 * The wall clock of a process. libfaketime moves the wall clock; monotonic time stays unchanged.
 */
final class WallClock {
  private static final String LIBRARY = "faketime/libfaketimeMT.so.1";

  private final Path offset;

  private WallClock(Path offset) {
    this.offset = offset;
  }

  /** Creates a clock that is ahead of the right time; a file of the directory has the offset. */
  static WallClock ahead(Duration ahead, Path directory) {
    try {
      WallClock clock = new WallClock(Files.createTempFile(directory, "clock-", ".offset"));
      clock.step(ahead);
      return clock;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sets the offset; the process notices within a second. */
  void step(Duration ahead) {
    try {
      Files.writeString(offset, "%+d".formatted(ahead.toSeconds()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Returns the node with this clock. Without libfaketime the test fails if the environment
   * variable {@code CI} is set, and is skipped otherwise.
   */
  Setup of(Setup node) {
    Map<String, String> environment =
        Map.of(
            "LD_PRELOAD", library().toString(),
            "FAKETIME_TIMESTAMP_FILE", offset.toString(),
            "FAKETIME_CACHE_DURATION", "1",
            "FAKETIME_FORCE_MONOTONIC_FIX", "0",
            "DONT_FAKE_MONOTONIC", "1");
    return new Setup(node.yaml(), node.program().environment(environment));
  }

  private static Path library() {
    return directories()
        .map(directory -> directory.resolve(LIBRARY))
        .filter(Files::isReadable)
        .findFirst()
        .orElseGet(WallClock::missing);
  }

  private static Path missing() {
    String mend = "libfaketime is missing: install Debian's package faketime";
    if (System.getenv("CI") != null) {
      return Assertions.fail(mend);
    }
    return Assumptions.abort(mend);
  }

  /** Debian keeps libraries in a directory with the name of the processor's architecture. */
  private static Stream<Path> directories() {
    Path root = Path.of("/usr/lib");
    try (Stream<Path> found = Files.isDirectory(root) ? Files.list(root) : Stream.empty()) {
      return Stream.concat(Stream.of(root), found.toList().stream());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

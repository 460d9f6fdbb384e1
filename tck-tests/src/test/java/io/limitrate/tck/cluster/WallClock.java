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
 * The wall clock of a process, which libfaketime moves for all that runs there; monotonic time goes
 * on as it is.
 */
final class WallClock {
  private static final String LIBRARY = "faketime/libfaketimeMT.so.1";

  private final Path offset;

  private WallClock(Path offset) {
    this.offset = offset;
  }

  /** A clock that is so much ahead; its offset is kept in a file of that directory. */
  static WallClock ahead(Duration ahead, Path directory) {
    try {
      WallClock clock = new WallClock(Files.createTempFile(directory, "clock-", ".offset"));
      clock.step(ahead);
      return clock;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Steps to so much ahead of the right time; the process notices within a second. */
  void step(Duration ahead) {
    try {
      Files.writeString(offset, "%+d".formatted(ahead.toSeconds()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The node with this clock. Without libfaketime the test fails where the variable {@code CI} is
   * set, and is skipped elsewhere.
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

  /** Debian keeps libraries in a directory of the processor's architecture. */
  private static Stream<Path> directories() {
    Path root = Path.of("/usr/lib");
    try (Stream<Path> found = Files.isDirectory(root) ? Files.list(root) : Stream.empty()) {
      return Stream.concat(Stream.of(root), found.toList().stream());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

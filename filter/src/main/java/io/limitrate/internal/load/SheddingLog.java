package io.limitrate.internal.load;

import io.limitrate.internal.log.ThrottledLogger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

/**
 * Logs when shedding begins, and when no request was shed for ten seconds. A logger that fails
 * loses its lines only. Thread-safe.
 */
final class SheddingLog {
  /** The readings without a shed request after which shedding has ended. */
  static final int QUIET = 20;

  private static final System.Logger LOG = System.getLogger(Shedder.LOGGER);
  private static final ThrottledLogger FAILURES =
      new ThrottledLogger(System.getLogger(SheddingLog.class.getName()));

  private final CallClasses classes;
  private final LongAdder[] shed;
  private volatile boolean shedding;
  private volatile boolean recent;
  private int quiet;
  private int readings;

  SheddingLog(CallClasses classes) {
    this.classes = classes;
    this.shed = new LongAdder[classes.size()];
    for (int rank = 0; rank < shed.length; rank++) {
      shed[rank] = new LongAdder();
    }
  }

  /** Counts a shed request. The first one is logged with the reason. */
  void shed(int rank, Supplier<String> reason) {
    shed[rank].increment();
    recent = true;
    if (!shedding) {
      begin(rank, reason);
    }
  }

  private synchronized void begin(int rank, Supplier<String> reason) {
    if (!shedding) {
      shedding = true;
      quiet = 0;
      readings = 0;
      log(
          Level.WARNING,
          "Load shedding begins with a request of the class "
              + classes.name(rank)
              + ": "
              + reason.get());
    }
  }

  /** Called at each reading of the signals. */
  synchronized void reading() {
    if (!shedding) {
      return;
    }
    readings++;
    quiet = recent ? 0 : quiet + 1;
    recent = false;
    if (quiet >= QUIET) {
      end();
    }
  }

  /** Logs the end of shedding if it has begun. */
  synchronized void end() {
    if (shedding) {
      shedding = false;
      long seconds = Math.max(1, (readings - quiet) * Shedder.INTERVAL.toMillis() / 1_000);
      log(Level.INFO, "Load shedding has ended after " + seconds + " s; rejected: " + counts());
    }
  }

  private String counts() {
    List<String> counts = new ArrayList<>();
    for (int rank = 0; rank < shed.length; rank++) {
      long count = shed[rank].sumThenReset();
      if (count > 0) {
        counts.add(count + " " + classes.name(rank));
      }
    }
    return String.join(", ", counts);
  }

  private static void log(Level level, String line) {
    try {
      LOG.log(level, "{0}", line);
    } catch (RuntimeException e) {
      FAILURES.error("The log lacks a line of load shedding: its logger failed", e);
    }
  }
}

package io.limitrate.internal.load;

import io.limitrate.config.SheddingSettings;
import io.limitrate.internal.log.ThrottledLogger;
import io.limitrate.spi.LoadSignal;
import java.util.ArrayList;
import java.util.List;

/** Reads the signals and computes the pressure. One thread reads; any thread asks. */
final class LoadSampler {
  /** An overload that halves with each idle reading ends here. */
  private static final double LEAST = 0.01;

  private static final ThrottledLogger LOG = new ThrottledLogger(System.getLogger(Shedder.LOGGER));

  private final List<Watched> watched = new ArrayList<>();
  private final int classes;
  private double overload;
  private volatile Pressure pressure = Pressure.NONE;
  private volatile String highest = "";

  LoadSampler(SheddingSettings settings) {
    this.classes = CallClasses.counted(settings.priorities()).size();
    settings.cpu().ifPresent(percent -> watched.add(new Watched("cpu", CpuSignal.find(), percent)));
    settings
        .heap()
        .ifPresent(percent -> watched.add(new Watched("heap", new HeapSignal(), percent)));
    for (SheddingSettings.Signal one : settings.signals()) {
      watched.add(new Watched(one.name(), one.signal(), one.percent()));
    }
  }

  /** A signal, and the load in percent from which requests are shed. */
  private record Watched(String name, LoadSignal signal, int percent) {
    /** Returns the load; 0 if the signal fails or returns no number. */
    double load() {
      try {
        double load = signal.load();
        if (load >= 0) {
          return load;
        }
        LOG.warning("The signal " + name + " returned " + load + ", which counts as idle");
      } catch (Throwable e) { // an Error would end the timer, and the pressure would stay
        LOG.error("The signal " + name + " fails and counts as idle", e);
      }
      return 0;
    }

    /** Returns 0 at the threshold or below, 1 at the limit of the resource or above. */
    double overload(double load) {
      double from = percent / 100.0;
      return Math.max(0, Math.min(1, (load - from) / (1 - from)));
    }
  }

  /** Reads all signals. The highest one decides, and one reading counts half, so peaks pass. */
  void sample() {
    double highestOverload = 0;
    for (Watched one : watched) {
      double load = one.load();
      double now = one.overload(load);
      if (now > highestOverload) {
        highestOverload = now;
        highest = one.name + " " + Math.round(load * 100) + "%, sheds from " + one.percent + "%";
      }
    }
    double smoothed = (overload + highestOverload) / 2;
    overload = smoothed < LEAST ? 0 : smoothed;
    pressure = Pressure.of(overload, classes);
  }

  Pressure pressure() {
    return pressure;
  }

  /** Returns the signal that decided last, its load and its threshold, for the log. */
  String highest() {
    return highest;
  }
}

package io.limitrate.internal.load;

import com.sun.management.OperatingSystemMXBean;
import io.limitrate.internal.log.ThrottledLogger;
import io.limitrate.spi.LoadSignal;
import java.lang.management.ManagementFactory;

/** The load of the processors of the container or the machine since the last reading. */
final class CpuSignal implements LoadSignal {
  private static final ThrottledLogger LOG = new ThrottledLogger(System.getLogger(Shedder.LOGGER));

  private final OperatingSystemMXBean system;
  private boolean read;

  private CpuSignal(OperatingSystemMXBean system) {
    this.system = system;
  }

  /**
   * Returns the signal.
   *
   * @throws IllegalArgumentException when the JVM does not know the load
   */
  static CpuSignal find() {
    if (ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean known) {
      return new CpuSignal(known);
    }
    throw new IllegalArgumentException(
        "shedding.cpu: this JVM does not know the load of the processors: remove cpu");
  }

  /** The first reading covers no time: it is 0.0 on Java 17, and 0.0 or 1.0 on Java 25. */
  @Override
  public synchronized double load() {
    double load = system.getCpuLoad();
    if (!read) {
      read = true;
      return 0;
    }
    if (load >= 0) {
      return load;
    }
    LOG.warning("The system does not tell the load of the processors, which counts as idle");
    return 0;
  }
}

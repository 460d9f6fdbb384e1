package io.limitrate.internal.load;

import io.limitrate.spi.LoadSignal;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.List;

/**
 * The part of the heap that was in use after the last collections. Garbage since then does not
 * count.
 */
final class HeapSignal implements LoadSignal {
  private final List<MemoryPoolMXBean> pools =
      ManagementFactory.getMemoryPoolMXBeans().stream()
          .filter(pool -> pool.getType() == MemoryType.HEAP)
          .toList();

  @Override
  public double load() {
    long used = 0;
    for (MemoryPoolMXBean pool : pools) {
      MemoryUsage collected = pool.getCollectionUsage(); // null if the collector does not know
      used += collected == null ? 0 : collected.getUsed();
    }
    return (double) used / Runtime.getRuntime().maxMemory();
  }
}

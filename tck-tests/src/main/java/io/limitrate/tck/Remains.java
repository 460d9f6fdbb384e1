package io.limitrate.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;

/**
 * What applications have left in a JVM: some containers keep the last one.
 *
 * @param copies of the application's classes
 * @param managers of caches
 * @param threads of ours, and of our default store
 * @param bytes of all that is alive
 */
record Remains(long copies, long managers, List<String> threads, long bytes) {
  /** The JDK keeps the last type of a method handle, some containers a thread's last task. */
  private static final long KEPT = 1;

  /** Containers keep buffers for connections, of which the contract has a hundred at once. */
  private static final long GROWTH_BYTES = 8L << 20;

  static Remains of(Jvm jvm) throws IOException {
    jvm.collectGarbage();
    Jvm.Histogram alive = jvm.histogram();
    return new Remains(
        alive.instances("io.limitrate.tck.app.Canary"),
        alive.instances("org.ehcache.jsr107.Eh107CacheManager"),
        jvm.threads("limitrate", "ehcache"),
        alive.bytes());
  }

  void assertNoMoreThan(Remains before) {
    assertThat(copies).as("copies of classes").isLessThanOrEqualTo(before.copies + KEPT);
    assertThat(managers).as("cache managers").isLessThanOrEqualTo(before.managers + KEPT);
    assertThat(threads).as("threads").hasSizeLessThanOrEqualTo(before.threads.size());
    assertThat(bytes - before.bytes).as("bytes").isLessThan(GROWTH_BYTES);
  }
}

package io.limitrate.tck;

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
  static Remains of(Jvm jvm) throws IOException {
    jvm.collectGarbage();
    Jvm.Histogram alive = jvm.histogram();
    return new Remains(
        alive.instances("io.limitrate.tck.app.Canary"),
        alive.instances("org.ehcache.jsr107.Eh107CacheManager"),
        jvm.threads("limitrate", "ehcache"),
        alive.bytes());
  }
}

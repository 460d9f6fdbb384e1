package io.limitrate.tck;

import java.io.IOException;
import java.util.List;

/**
 * The objects and threads that applications have left in a JVM. Some containers keep the last
 * application.
 *
 * @param copies the number of copies of the application's classes
 * @param managers the number of cache managers
 * @param threads the threads of Limitrate and of its default store
 * @param bytes the size of all live objects
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

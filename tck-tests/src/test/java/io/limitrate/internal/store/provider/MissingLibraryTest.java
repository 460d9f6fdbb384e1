package io.limitrate.internal.store.provider;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limitrate.config.SharedSource;
import io.limitrate.tck.ClassPaths;
import java.lang.reflect.Method;
import java.net.URLClassLoader;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Runs on the class path of an application without a provider of shared caches. */
class MissingLibraryTest {
  @TempDir Path directory;

  /** Opens caches of a provider in a separate class loader. */
  public static final class Opening {
    private Opening() {}

    public static void open(String provider, String config) {
      SharedNode.open(new SharedSource.Configured(SharedSource.Provider.valueOf(provider), config));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "REDIS, Redis, 2, redis, org.redisson:redisson",
    "HAZELCAST, Hazelcast member, 1, hazelcast, com.hazelcast:hazelcast",
    "HAZELCAST_CLIENT, Hazelcast client, 0, hazelcast-client, com.hazelcast:hazelcast",
    "INFINISPAN, Infinispan, 1, infinispan, org.infinispan:infinispan-jcache"
  })
  void theMessageNamesTheDependency(
      String provider, String heading, int block, String name, String artifact) throws Exception {
    String config = new Examples(directory).file(heading, block).toString();
    try (URLClassLoader application =
        ClassPaths.without(".*(redisson|hazelcast|infinispan)[^/\\\\]*[.]jar")) {
      Method open =
          application
              .loadClass(Opening.class.getName())
              .getMethod("open", String.class, String.class);

      assertThatThrownBy(() -> open.invoke(null, provider, config))
          .cause()
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("provider \"%s\": needs %s on the class path", name, artifact);
    }
  }
}

package io.limitrate.store;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** On the class path of an application that has no provider of shared caches. */
class MissingLibraryTest {
  @TempDir Path directory;

  /** Opens caches of a provider, in a class loader of its own. */
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
    try (URLClassLoader application = withoutProviders()) {
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

  private static URLClassLoader withoutProviders() throws IOException {
    URL[] classPath =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> !entry.matches(".*(redisson|hazelcast|infinispan)[^/\\\\]*[.]jar"))
            .map(MissingLibraryTest::url)
            .toArray(URL[]::new);
    return new URLClassLoader(classPath, ClassLoader.getPlatformClassLoader());
  }

  private static URL url(String entry) {
    try {
      return Path.of(entry).toUri().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalArgumentException(entry, e);
    }
  }
}

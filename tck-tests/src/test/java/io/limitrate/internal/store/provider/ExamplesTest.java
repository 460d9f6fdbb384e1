package io.limitrate.internal.store.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.tck.RedisServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.configuration.MutableConfiguration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The examples in docs/configuration.md work. */
class ExamplesTest {
  @TempDir Path directory;
  private Examples examples;

  @BeforeEach
  void find() {
    examples = new Examples(directory);
  }

  @Test
  void redis() {
    try (RedisServer redis = RedisServer.start()) {
      String store = at(redis, examples.block("Redis", 1));
      String own = at(redis, examples.block("Redis", 2));

      share(store, store);
      share(store, examples.block("Redis", 3).replace("/etc/acme/redisson.yaml", file(own)));
    }
  }

  private static String at(RedisServer redis, String block) {
    assertThat(block).contains("redis://127.0.0.1:6379");
    return block.replace("redis://127.0.0.1:6379", redis.address());
  }

  private String file(String content) {
    try {
      Path file = Files.createTempFile(directory, "example", ".yaml");
      return Files.writeString(file, content).toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void hazelcastMembersAndClients() {
    String member = store("Hazelcast member", 2, "classpath:hazelcast.xml", 1);
    String client = store("Hazelcast client", 1, "classpath:hazelcast-client.xml", 0);

    share(member, member);
    share(member, client);
  }

  @Test
  void infinispan() {
    String store = store("Infinispan", 2, "classpath:infinispan.xml", 1);

    share(store, store);
  }

  private String store(String heading, int block, String config, int configBlock) {
    String store = examples.block(heading, block);
    assertThat(store).contains(config);
    return store.replace(config, examples.file(heading, configBlock).toString());
  }

  @Test
  void cacheOfTheApplication() {
    String provider = "org.ehcache.jsr107.EhcacheCachingProvider";
    String store = examples.block("A cache of the application", 0);
    CacheManager manager = Caching.getCachingProvider(provider).getCacheManager();
    manager.createCache(
        "limits", new MutableConfiguration<String, String>().setTypes(String.class, String.class));
    try {
      String found = store.replace("com.acme.AcmeCachingProvider", provider);

      assertThat(found).isNotEqualTo(store);
      share(found, found);
    } finally {
      manager.close();
    }
  }

  private static void share(String store, String otherStore) {
    try (SharedNode one = SharedNode.open(Examples.settings(store));
        SharedNode other = SharedNode.open(Examples.settings(otherStore))) {
      one.cache().put("a", "1");

      assertThat(other.cache().replace("a", "1", "2")).isTrue();
      assertThat(one.cache().get("a")).isEqualTo("2");
    }
  }

  @ParameterizedTest
  @CsvSource({"Redis, redisson", "Hazelcast member, hazelcast", "Infinispan, infinispan"})
  void documentsTheDependenciesThatTheTestsUse(String heading, String property) throws IOException {
    String dependency = examples.block(heading, 0);
    String version = dependency.replaceAll("(?s).*<version>(.*)</version>.*", "$1");

    assertThat(Files.readString(Path.of("../pom.xml")))
        .contains("<" + property + ".version>" + version + "</" + property + ".version>");
  }
}

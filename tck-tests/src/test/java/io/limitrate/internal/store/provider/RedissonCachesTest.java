package io.limitrate.internal.store.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limitrate.Key;
import io.limitrate.config.SharedSource;
import io.limitrate.config.SharedSource.RedisAddress;
import io.limitrate.config.StoreSettings;
import io.limitrate.tck.RedisServer;
import io.limitrate.tck.cluster.TcpProxy;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicLong;
import javax.cache.Cache;
import javax.cache.CacheException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.redisson.Redisson;
import org.redisson.api.RBucket;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.StringCodec;
import org.redisson.config.Config;
import org.redisson.config.NameMapper;
import org.redisson.jcache.JCachingProvider;
import org.redisson.jcache.configuration.RedissonConfiguration;

class RedissonCachesTest extends SharedCachesContract {
  private RedisServer redis;

  @Override
  SharedSource start(Examples examples) {
    redis = RedisServer.start();
    return new RedisAddress(redis.address());
  }

  @Override
  void stop() {
    redis.close();
  }

  @Test
  void exchanges() throws Exception {
    exchangesAnEntryAndReturnsTheTextFound();
    concurrentExchangesLoseNoCount();
    anEntryExpiresAfterItsLastExchange();
  }

  /** The slow node takes a turn at the key each time it loses, and never uses the turn. */
  @Test
  void anUnusedTurnDelaysOtherNodesByTheTimeoutAtMost() {
    Duration timeout = Duration.ofMillis(500);
    RedissonClient client = client();
    try (TcpProxy line = TcpProxy.to(port());
        SharedNode slow = node(line, timeout)) {
      line.delay(Duration.ofMillis(400));
      RBucket<String> turn = client.getBucket("limitrate_turn:{" + SharedNode.NAME + "}:hot");

      AtomicLong leftMillis = new AtomicLong();
      boolean blocked =
          SharedNode.becomesTrue(
              () -> {
                boolean lost = loses(slow, "hot");
                leftMillis.set(turn.remainTimeToLive());
                return lost && leftMillis.get() > 0 && !mayExchange("hot");
              });
      boolean free = SharedNode.becomesTrue(() -> mayExchange("hot"));

      assertThat(blocked).isTrue();
      assertThat(leftMillis.get()).isLessThanOrEqualTo(timeout.toMillis());
      assertThat(free).isTrue();
    } finally {
      client.shutdown();
    }
  }

  @Test
  void aNodeWithTripsLongerThanItsTimeoutTakesNoTurn() {
    try (TcpProxy line = TcpProxy.to(port());
        SharedNode slow = node(line, Duration.ofMillis(50))) {
      line.delay(Duration.ofMillis(120));

      assertThat(loses(slow, "late")).isTrue();
      assertThat(loses(slow, "late")).isTrue();

      assertThat(mayExchange("late")).isTrue();
    }
  }

  private static SharedNode node(TcpProxy line, Duration timeout) {
    RedisAddress address = new RedisAddress("redis://127.0.0.1:" + line.port());
    return SharedNode.open(
        StoreSettings.shared(address, Key.secret(new byte[16])).timeout(timeout).build());
  }

  private static boolean loses(SharedNode node, String key) {
    return !exchanged(node, key, "0", "2").done();
  }

  /** Writes the entry again, because entries have a short life. */
  private boolean mayExchange(String key) {
    one().cache().put(key, "1");
    return exchanged(one(), key, "1", "2").done();
  }

  private RedissonClient client() {
    Config config = new Config().setCodec(StringCodec.INSTANCE);
    config.useSingleServer().setAddress(redis.address());
    return Redisson.create(config);
  }

  private int port() {
    return URI.create(redis.address()).getPort();
  }

  @Test
  void rejectsANameMapper() {
    Config config = new Config().setCodec(StringCodec.INSTANCE).setNameMapper(new Prefix());
    config.useSingleServer().setAddress(redis.address());
    RedissonClient client = Redisson.create(config);
    try (JCachingProvider provider = new JCachingProvider()) {
      Cache<String, String> cache =
          provider
              .getCacheManager(CacheManagerUri.unique(), getClass().getClassLoader())
              .createCache(
                  "limitrate-mapped",
                  RedissonConfiguration.fromInstance(
                      client, SharedNode.configuration(SharedNode.EXPIRY)));

      assertThatIllegalArgumentException()
          .isThrownBy(
              () ->
                  RedissonExchange.of(
                      client.getScript(StringCodec.INSTANCE),
                      cache,
                      SharedNode.EXPIRY,
                      Duration.ofMillis(50)))
          .withMessageContaining("use no nameMapper");
      assertThat(cache.iterator()).isExhausted();
    } finally {
      client.shutdown();
    }
  }

  /** Adds a prefix to all names of an application. */
  private static final class Prefix implements NameMapper {
    @Override
    public String map(String name) {
      return "acme:" + name;
    }

    @Override
    public String unmap(String name) {
      return name.substring("acme:".length());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {30_000, 0})
  void warnsOfAFileWithRarePingsOrWithout(int millis, @TempDir Path directory) throws IOException {
    assertThat(pingWarning(directory, millis))
        .hasValueSatisfying(
            warning ->
                assertThat(warning)
                    .contains("redisson.yaml", "pingConnectionInterval is " + millis + " ms")
                    .endsWith("write pingConnectionInterval: 1000"));
  }

  @Test
  void doesNotWarnOfAFileWithAPingEachSecond(@TempDir Path directory) throws IOException {
    assertThat(pingWarning(directory, 1_000)).isEmpty();
  }

  private Optional<String> pingWarning(Path directory, int millis) throws IOException {
    String text =
        "singleServerConfig: { address: \"%s\", pingConnectionInterval: %d }"
            .formatted(redis.address(), millis);
    Path file = Files.writeString(directory.resolve("redisson.yaml"), text);
    RedissonClient client = Redisson.create(Config.fromYAML(file.toFile()));
    try {
      return RedissonCaches.pingWarning(ConfigFile.of(file.toString()), client);
    } finally {
      client.shutdown();
    }
  }

  @Test
  void entriesOutliveTheNodes() {
    RedisAddress address = new RedisAddress(redis.address());
    try (SharedNode node = SharedNode.open(address)) {
      node.open("limitrate-lasting", null).cache().put("a", "1");
    }

    try (SharedNode node = SharedNode.open(address)) {
      assertThat(node.open("limitrate-lasting", null).cache().get("a")).isEqualTo("1");
    }
  }

  @Test
  void aSilentServerFailsACommandAndIsUsedAgainOnceItAnswers() {
    one().cache().put("a", "1");
    redis.pause();
    long startNanos = System.nanoTime();
    try {
      assertThatThrownBy(() -> one().cache().get("a")).isInstanceOf(CacheException.class);

      assertThat(Duration.ofNanos(System.nanoTime() - startNanos))
          .isLessThan(Duration.ofSeconds(1));
    } finally {
      redis.resume();
    }

    assertThat(SharedNode.becomesTrue(() -> works(one()))).isTrue();
  }

  @Test
  void aRestartedServerGetsTheScriptsAgain() throws Exception {
    redis.restart();

    assertThat(SharedNode.becomesTrue(() -> works(one()) && works(other()))).isTrue();
    exchangesAnEntryAndReturnsTheTextFound();
  }

  private static boolean works(SharedNode node) {
    try {
      String value = node.cache().get("b");
      return exchanged(node, "b", value, "1").done();
    } catch (CacheException | CompletionException e) {
      return false;
    }
  }
}

package io.limitrate.internal.store.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.limitrate.config.SharedSource;
import io.limitrate.config.SharedSource.Configured;
import io.limitrate.config.SharedSource.RedisAddress;
import io.limitrate.tck.RedisServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProvidersTest {
  @TempDir Path directory;

  @ParameterizedTest
  @EnumSource(SharedSource.Provider.class)
  void rejectsAMissingConfiguration(SharedSource.Provider provider) {
    String file = directory.resolve("none.xml").toString();

    for (String config : new String[] {file, "classpath:none.xml", directory.toString(), "\0"}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> SharedNode.open(new Configured(provider, config)))
          .withMessage(
              "config \"%s\": must be a file that can be read, or classpath: and the name of a"
                  + " resource",
              config);
    }
  }

  @ParameterizedTest
  @EnumSource(SharedSource.Provider.class)
  void rejectsAConfigurationThatTheProviderCannotRead(SharedSource.Provider provider)
      throws IOException {
    Path file = Files.writeString(directory.resolve("wrong.xml"), "<wrong><limits/></wrong>");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> SharedNode.open(new Configured(provider, file.toString())))
        .withMessageStartingWith("config \"" + file + "\": ");
  }

  @Test
  void rejectsInfinispanWithoutATransport() throws IOException {
    String content = "<infinispan><cache-container/></infinispan>";
    Path file = Files.writeString(directory.resolve("local.xml"), content);

    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                SharedNode.open(new Configured(SharedSource.Provider.INFINISPAN, file.toString())))
        .withMessageStartingWith("config \"" + file + "\": ")
        .withMessageContaining("transport");
  }

  @Test
  void rejectsAnUnreachableRedisSoon() {
    RedisServer redis = RedisServer.start();
    String address = redis.address().replace("//", "//acme:password@");
    redis.close();
    long startNanos = System.nanoTime();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> SharedNode.open(new RedisAddress(address)))
        .withMessageStartingWith(
            "address \"%s\": must be a Redis server that can be reached: ",
            address.replace("acme:password", "***"))
        .withMessageNotContaining("password");

    assertThat(Duration.ofNanos(System.nanoTime() - startNanos)).isLessThan(Duration.ofSeconds(10));
  }

  @Test
  void rejectsAnUnreachableHazelcastClusterSoon() {
    SharedSource client =
        new Examples(directory)
            .source(SharedSource.Provider.HAZELCAST_CLIENT, "Hazelcast client", 0);
    long startNanos = System.nanoTime();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> SharedNode.open(client))
        .withMessageStartingWith("config \"")
        .withMessageEndingWith("the cluster must answer within 6 s");

    assertThat(Duration.ofNanos(System.nanoTime() - startNanos)).isLessThan(Duration.ofSeconds(15));
  }

  @ParameterizedTest
  @EnumSource(SharedSource.Provider.class)
  void closingLeavesNoThreadThatKeepsTheProcessAlive(SharedSource.Provider provider) {
    try (RedisServer redis = RedisServer.start()) {
      Examples examples = new Examples(directory);
      Set<Thread> before = holdingThreads();

      switch (provider) {
        case REDIS -> useAndClose(new RedisAddress(redis.address()));
        case HAZELCAST -> useAndClose(examples.source(provider, "Hazelcast member", 1));
        case INFINISPAN -> useAndClose(examples.source(provider, "Infinispan", 1));
        case HAZELCAST_CLIENT -> {
          try (SharedNode member =
              SharedNode.open(
                  examples.source(SharedSource.Provider.HAZELCAST, "Hazelcast member", 1))) {
            member.cache().put("a", "1");
            useAndClose(examples.source(provider, "Hazelcast client", 0));
          }
        }
      }

      assertThat(SharedNode.becomesTrue(() -> before.containsAll(holdingThreads())))
          .as(() -> "threads left: " + holdingThreads())
          .isTrue();
    }
  }

  private static void useAndClose(SharedSource source) {
    try (SharedNode node = SharedNode.open(source)) {
      node.cache().put("a", "2");
      assertThat(node.cache().get("a")).isEqualTo("2");
    }
  }

  private static Set<Thread> holdingThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> !thread.isDaemon())
        .collect(Collectors.toSet());
  }
}

package io.limitrate.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limitrate.store.SharedSource.RedisAddress;
import io.limitrate.tck.RedisServer;
import java.time.Duration;
import javax.cache.CacheException;
import org.junit.jupiter.api.Test;

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
  void entriesOutliveTheNodes() {
    RedisAddress address = new RedisAddress(redis.address());
    try (SharedNode node = SharedNode.open(address)) {
      node.opening().open("limitrate-lasting", null).cache().put("a", "1");
    }

    try (SharedNode node = SharedNode.open(address)) {
      assertThat(node.opening().open("limitrate-lasting", null).cache().get("a")).isEqualTo("1");
    }
  }

  @Test
  void aServerThatDoesNotAnswerFailsACommandSoonAndIsUsedAgainOnceItAnswers() {
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

    assertThat(SharedNode.becomesTrue(this::works)).isTrue();
  }

  @Test
  void aServerThatStartsAgainIsUsedAgain() {
    redis.restart();

    assertThat(SharedNode.becomesTrue(this::works)).isTrue();
  }

  private boolean works() {
    try {
      one().cache().put("b", "1");
      return "1".equals(one().cache().get("b"));
    } catch (CacheException e) {
      return false;
    }
  }
}

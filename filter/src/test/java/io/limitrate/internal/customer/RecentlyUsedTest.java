package io.limitrate.internal.customer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class RecentlyUsedTest {

  @Property(tries = 300)
  void hasTheLatestValuesAndNeverMoreThanItsBound(
      @ForAll @IntRange(min = 1, max = 7) int most,
      @ForAll List<@IntRange(max = 12) Integer> keys) {
    RecentlyUsed<Integer> map = new RecentlyUsed<>(most);
    Map<String, Integer> oracle = new HashMap<>();

    for (int i = 0; i < keys.size(); i++) {
      String key = String.valueOf(keys.get(i));
      map.put(key, i);
      oracle.put(key, i);
      assertThat(map.size()).isBetween(1, most);
      oracle.forEach((any, value) -> assertThat(map.get(any)).isIn(value, null));
    }
  }

  @Test
  void aRemovedEntryIsGone() {
    RecentlyUsed<Integer> map = new RecentlyUsed<>(2);
    map.put("a", 1);

    map.remove("a");

    assertThat(map.get("a")).isNull();
    assertThat(map.size()).isZero();
  }

  /** The keys that are in use follow each other, as their hashes do. */
  @Test
  void aFloodOfNewKeysEvictsNoKeyInUse() {
    RecentlyUsed<Integer> map = new RecentlyUsed<>(1_000);
    Random random = new Random(1);
    for (int i = 0; i < 100; i++) {
      map.put("used" + i, i);
    }

    for (int i = 0; i < 100_000; i++) {
      map.put("flood" + i, i);
      map.get("used" + random.nextInt(100));
    }

    assertThat(IntStream.range(0, 100).filter(i -> map.get("used" + i) != null).count())
        .isGreaterThan(95);
    assertThat(map.size()).isEqualTo(1_000);
  }
}

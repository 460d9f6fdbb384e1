package io.limitrate.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.Key;
import io.limitrate.internal.engine.ManualCounts.RejectedKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class RejectedKeysTest {
  private static final long PERIOD_NANOS = RejectedKeys.PERIOD.toNanos();
  private static final Key ROOT = new Key(1, 2);

  private final RejectedKeys keys = new RejectedKeys();

  private static Key key(long number) {
    return ROOT.with(0, number);
  }

  private void reject(Key key, int times, long nowNanos) {
    for (int i = 0; i < times; i++) {
      keys.add(null, key, nowNanos);
    }
  }

  @Test
  void listsTheMostFrequentKeyFirst() {
    reject(key(1), 3, 0);
    reject(key(2), 5, 0);
    reject(key(3), 1, 0);

    assertThat(keys.most(0))
        .containsExactly(
            new RejectedKey(null, key(2), 5),
            new RejectedKey(null, key(1), 3),
            new RejectedKey(null, key(3), 1));
  }

  @Test
  void remembersARejectionForOneToTwoPeriods() {
    reject(key(1), 3, PERIOD_NANOS);

    assertThat(keys.most(2 * PERIOD_NANOS - 1)).hasSize(1);
    reject(key(1), 2, 2 * PERIOD_NANOS);
    assertThat(keys.most(3 * PERIOD_NANOS - 1)).containsExactly(new RejectedKey(null, key(1), 5));
    assertThat(keys.most(3 * PERIOD_NANOS)).containsExactly(new RejectedKey(null, key(1), 2));
    assertThat(keys.most(4 * PERIOD_NANOS)).isEmpty();
  }

  @Test
  void forgetsAtOnceAfterALongPause() {
    reject(key(1), 3, 0);

    assertThat(keys.most(2 * PERIOD_NANOS)).isEmpty();
  }

  @Test
  void aFloodOfOtherKeysDoesNotHideAFrequentKey() {
    Key frequent = key(-1);
    for (int i = 0; i < 100_000; i++) {
      keys.add(null, key(i), 0);
      if (i % 50 == 0) {
        keys.add(null, frequent, 0);
      }
    }

    List<RejectedKey> most = keys.most(0);

    assertThat(most.get(0).key()).isEqualTo(frequent);
    assertThat(most.get(0).rejections()).isBetween(1_500L, 2_000L);
    assertThat(most).hasSize(RejectedKeys.MOST);
  }

  /** Compares the counts with exact ones. */
  @Property(tries = 200)
  void aCountIsNeverTooHigh(@ForAll long seed) {
    Random random = new Random(seed);
    Map<Key, Long> exact = new HashMap<>();
    List<Key> all = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      Key key = key(Math.round(Math.abs(random.nextGaussian()) * 300));
      all.add(key);
      exact.merge(key, 1L, Long::sum);
    }

    RejectedKeys counted = new RejectedKeys();
    all.forEach(key -> counted.add(null, key, 0));

    assertThat(counted.most(0))
        .allMatch(one -> one.rejections() <= exact.getOrDefault(one.key(), 0L));
  }
}

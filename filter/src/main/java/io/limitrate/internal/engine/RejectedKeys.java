package io.limitrate.internal.engine;

import static java.util.Comparator.comparingLong;

import io.limitrate.Key;
import io.limitrate.internal.engine.ManualCounts.RejectedKey;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Remembers the keys of one policy that were rejected most often within the last minutes, in
 * bounded memory. The counts cover the running period of five minutes and the period before. A
 * count is never too high. It may be too low, and rarely rejected keys may be missing.
 *
 * <p>Thread-safe as an estimate: rejections that are counted at the same time may be missing.
 *
 * <p>A key has a place in one of 64 groups of four. A new key in a full group takes the place of
 * the weakest key after as many rejections as that key had: the majority vote of Boyer and Moore.
 */
final class RejectedKeys {
  static final Duration PERIOD = Duration.ofMinutes(5);
  static final int MOST = 100;

  private static final int GROUPS = 64;
  private static final int GROUP = 4;

  private volatile Periods periods = new Periods(new Period(0), new Period(0));

  void add(@Nullable String tier, Key key, long nowNanos) {
    periods(nowNanos).running.add(tier, key);
  }

  /** Returns at most a hundred keys, the most frequently rejected first. */
  List<RejectedKey> most(long nowNanos) {
    Periods both = periods(nowNanos);
    Map<Key, RejectedKey> sums = new HashMap<>();
    both.running.addTo(sums);
    both.before.addTo(sums);
    return sums.values().stream()
        .sorted(comparingLong(RejectedKey::rejections).reversed())
        .limit(MOST)
        .toList();
  }

  private Periods periods(long nowNanos) {
    Periods known = periods;
    return nowNanos - known.running.startNanos < PERIOD.toNanos() ? known : next(nowNanos);
  }

  private synchronized Periods next(long nowNanos) {
    Period last = periods.running;
    long sinceNanos = nowNanos - last.startNanos;
    if (sinceNanos >= PERIOD.toNanos()) {
      boolean recent = sinceNanos < 2 * PERIOD.toNanos();
      periods = new Periods(new Period(nowNanos), recent ? last : new Period(nowNanos));
    }
    return periods;
  }

  private record Periods(Period running, Period before) {}

  /** The places of one period. */
  private static final class Period {
    final long startNanos;
    private final AtomicReferenceArray<@Nullable Place> places =
        new AtomicReferenceArray<>(GROUPS * GROUP);

    Period(long startNanos) {
      this.startNanos = startNanos;
    }

    void add(@Nullable String tier, Key key) {
      int first = ((int) key.low() & (GROUPS - 1)) * GROUP;
      int weakest = first;
      long least = Long.MAX_VALUE;
      for (int i = first; i < first + GROUP; i++) {
        Place place = places.get(i);
        if (place == null) {
          places.compareAndSet(i, null, new Place(tier, key));
          return;
        }
        if (place.key.equals(key)) {
          place.count.increment();
          return;
        }
        long lead = place.lead();
        if (lead < least) {
          least = lead;
          weakest = i;
        }
      }
      challenge(weakest, tier, key);
    }

    private void challenge(int weakest, @Nullable String tier, Key key) {
      Place place = places.get(weakest);
      if (place != null && place.lead() > 0) {
        place.challenges.increment();
      } else {
        places.compareAndSet(weakest, place, new Place(tier, key));
      }
    }

    void addTo(Map<Key, RejectedKey> sums) {
      for (int i = 0; i < places.length(); i++) {
        Place place = places.get(i);
        if (place != null) {
          RejectedKey own = new RejectedKey(place.tier, place.key, place.count.sum());
          sums.merge(place.key, own, Period::sum);
        }
      }
    }

    private static RejectedKey sum(RejectedKey one, RejectedKey other) {
      return new RejectedKey(one.tier(), one.key(), one.rejections() + other.rejections());
    }
  }

  /** The rejections of one key, and of keys that want its place. */
  private record Place(@Nullable String tier, Key key, LongAdder count, LongAdder challenges) {
    Place(@Nullable String tier, Key key) {
      this(tier, key, new LongAdder(), new LongAdder());
      count.increment();
    }

    long lead() {
      return count.sum() - challenges.sum();
    }
  }
}

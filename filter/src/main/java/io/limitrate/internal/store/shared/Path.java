package io.limitrate.internal.store.shared;

import io.limitrate.internal.store.shared.AsyncExchange.Exchanged;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.cache.Cache;
import org.jspecify.annotations.Nullable;

/**
 * A way to change an entry atomically. No way is right on every provider; the {@link SelfTest}
 * finds out which.
 *
 * <p>A change may be made twice where a provider repeats by itself what it believes lost. That
 * charges a call twice, which is on the strict side; what gives units back is not sent this way.
 */
enum Path {
  /** An entry processor, run by the owner of the entry. */
  INVOKE {
    @Override
    @Nullable String change(Entry entry, Change change, Try attempt) {
      return entry.invoke(change, attempt);
    }
  },

  /** Compare-and-exchange beyond JCache's: it tells what is there where it is rejected. */
  EXCHANGE {
    @Override
    boolean offeredBy(SharedCache shared) {
      return shared.exchange() != null;
    }

    @Override
    @Nullable String change(Entry entry, Change change, Try attempt) {
      return exchange(entry, change, false, attempt);
    }
  },

  /** Compare-and-set: what was found is replaced, if it is still there. */
  REPLACE {
    @Override
    @Nullable String change(Entry entry, Change change, Try attempt) {
      return replace(entry, change, false, attempt);
    }
  };

  private static final ChangeProcessor PROCESSOR = new ChangeProcessor();
  private static final long FIRST_PAUSE_NANOS = TimeUnit.MICROSECONDS.toNanos(100);
  private static final int MOST_DOUBLINGS = 6;

  /** Whether there is such a way at all. */
  boolean offeredBy(SharedCache shared) {
    return true;
  }

  /**
   * Changes the entry.
   *
   * @param attempt when to give up, where others are always faster
   * @return what was there before; what the change made of it is {@code change.apply} of that
   */
  abstract @Nullable String change(Entry entry, Change change, Try attempt);

  /**
   * Changes the entry by compare-and-set, and takes a text that looks like its own for its own:
   * units are rather not given back than given back twice.
   */
  static @Nullable String giveBack(Entry entry, Change change, Try attempt) {
    return entry.shared().exchange() == null
        ? replace(entry, change, true, attempt)
        : exchange(entry, change, true, attempt);
  }

  private static @Nullable String exchange(Entry entry, Change change, boolean once, Try attempt) {
    String there = attempt.await(entry.exchange(null, null)).found();
    return exchangeFrom(there, entry, change, once, attempt);
  }

  /** Changes the entry by compare-and-exchange where that text was found just now. */
  static @Nullable String exchangeFrom(
      @Nullable String there, Entry entry, Change change, Try attempt) {
    return exchangeFrom(there, entry, change, false, attempt);
  }

  private static @Nullable String exchangeFrom(
      @Nullable String there, Entry entry, Change change, boolean once, Try attempt) {
    String found = there;
    for (int failures = 0; true; failures++) {
      attempt.answered();
      String next = change.apply(found);
      if (Objects.equals(found, next)) {
        return found;
      }
      Exchanged exchanged = attempt.await(entry.exchange(found, next));
      if (exchanged.done() || (once && Objects.equals(exchanged.found(), next))) {
        return found;
      }
      found = exchanged.found();
      pause(failures, attempt);
    }
  }

  private static @Nullable String replace(Entry entry, Change change, boolean once, Try attempt) {
    String before = null;
    String wanted = null;
    for (int failures = 0; true; failures++) {
      String found = entry.get();
      attempt.answered();
      if (once && failures > 0 && Objects.equals(found, wanted)) {
        return before;
      }
      before = found;
      wanted = change.apply(found);
      if (Objects.equals(found, wanted) || entry.replace(found, wanted)) {
        return found;
      }
      pause(failures, attempt);
    }
  }

  /** Longer each time, and by chance, so that nodes fall out of step. */
  private static void pause(int failures, Try attempt) {
    attempt.check();
    long most = FIRST_PAUSE_NANOS << Math.min(failures, MOST_DOUBLINGS);
    LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(most));
  }

  /** Where a text is kept. */
  record Entry(SharedCache shared, String key) {
    private Cache<String, String> cache() {
      return shared.cache();
    }

    @Nullable String get() {
      return cache().get(key);
    }

    /** Has its owner change it; returns what was found there. */
    @Nullable String invoke(Change change, Try attempt) {
      AsyncProcessor processor = shared.processor();
      return processor == null
          ? cache().invoke(key, PROCESSOR, change.text())
          : attempt.await(processor.process(key, change.text()));
    }

    CompletionStage<Exchanged> exchange(@Nullable String found, @Nullable String next) {
      return Objects.requireNonNull(shared.exchange()).exchange(key, found, next);
    }

    void remove() {
      cache().remove(key);
    }

    /** Removes the entry, unless another text is there by now. */
    void drop(String found, Try attempt) {
      if (shared.exchange() == null) {
        cache().remove(key, found);
      } else {
        attempt.await(exchange(found, null));
      }
    }

    /** Whether the text was still the one found, and is now the next. */
    boolean replace(@Nullable String found, @Nullable String next) {
      if (found == null) {
        return cache().putIfAbsent(key, Objects.requireNonNull(next));
      }
      return next == null ? cache().remove(key, found) : cache().replace(key, found, next);
    }
  }
}

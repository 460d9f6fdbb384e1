package io.limitrate.internal.store.shared.strategy;

import io.limitrate.internal.store.shared.update.EntryUpdate;
import io.limitrate.internal.store.shared.update.EntryUpdateProcessor;
import io.limitrate.spi.AsyncExchange.Exchanged;
import io.limitrate.spi.AsyncProcessor;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import javax.cache.Cache;
import org.jspecify.annotations.Nullable;

/**
 * A strategy to update an entry atomically. Each provider needs its own strategy; the {@link
 * SelfTest} finds the strategies that lose no charge.
 *
 * <p>A provider may repeat an operation that it believes lost. A repeated update charges a call
 * twice, which is the safe side. An update that only returns units takes {@link #giveBack} instead.
 */
public enum UpdateStrategy {
  /** An entry processor, run by the owner of the entry. */
  INVOKE {
    @Override
    @Nullable String update(Entry entry, EntryUpdate update, Deadline deadline) {
      return entry.invoke(update, deadline);
    }
  },

  /**
   * Compare-and-exchange of the provider: a failed exchange returns the text found. JCache has no
   * such operation.
   */
  EXCHANGE {
    @Override
    boolean offeredBy(SharedCache shared) {
      return shared.exchange() != null;
    }

    @Override
    @Nullable String update(Entry entry, EntryUpdate update, Deadline deadline) {
      return exchangeFrom(entry.look(deadline), entry, update, deadline);
    }
  },

  /** Compare-and-set of JCache. */
  REPLACE {
    @Override
    @Nullable String update(Entry entry, EntryUpdate update, Deadline deadline) {
      return replace(entry, update, deadline);
    }
  };

  private static final EntryUpdateProcessor PROCESSOR = new EntryUpdateProcessor();
  private static final long FIRST_PAUSE_NANOS = TimeUnit.MICROSECONDS.toNanos(100);
  private static final int MOST_DOUBLINGS = 6;

  /** Returns whether the provider has this operation. */
  boolean offeredBy(SharedCache shared) {
    return true;
  }

  /**
   * Updates the entry.
   *
   * @param deadline ends the update when other nodes are faster each time
   * @return the text found; {@code update.apply} of this text is the new text
   * @throws io.limitrate.StoreUnavailableException when the deadline passes
   */
  abstract @Nullable String update(Entry entry, EntryUpdate update, Deadline deadline);

  /**
   * Updates the entry once at most, by compare-and-set. When the entry already has the new text,
   * the update counts as done: units may stay unreturned, but never come back twice.
   *
   * @param attempts after so many failed attempts the method gives up; nothing is updated then
   * @return whether the update is done, and the text found
   */
  static Exchanged giveBack(
      Entry entry, UnaryOperator<@Nullable String> update, int attempts, Deadline deadline) {
    String found = entry.look(deadline);
    for (int failures = 0; true; failures++) {
      deadline.answered();
      String next = update.apply(found);
      if (Objects.equals(found, next)) {
        return new Exchanged(true, found);
      }
      Exchanged swapped = entry.swap(found, next, deadline);
      if (swapped.done() || Objects.equals(swapped.found(), next)) {
        return new Exchanged(true, found);
      }
      if (failures + 1 >= attempts) {
        return swapped;
      }
      found = swapped.found();
      pause(failures, deadline);
    }
  }

  /** Updates the entry by compare-and-exchange, beginning with a text just found. */
  public static @Nullable String exchangeFrom(
      @Nullable String current, Entry entry, EntryUpdate update, Deadline deadline) {
    String found = current;
    for (int failures = 0; true; failures++) {
      deadline.answered();
      String next = update.apply(found);
      if (Objects.equals(found, next)) {
        return found;
      }
      Exchanged exchanged = deadline.await(entry.exchange(found, next));
      if (exchanged.done()) {
        return found;
      }
      found = exchanged.found();
      pause(failures, deadline);
    }
  }

  private static @Nullable String replace(Entry entry, EntryUpdate update, Deadline deadline) {
    for (int failures = 0; true; failures++) {
      String found = entry.get();
      deadline.answered();
      String next = update.apply(found);
      if (Objects.equals(found, next) || entry.replace(found, next)) {
        return found;
      }
      pause(failures, deadline);
    }
  }

  /**
   * Waits for a random time whose bound doubles each time, so that nodes do not repeat in lockstep.
   */
  private static void pause(int failures, Deadline deadline) {
    deadline.check();
    long most = FIRST_PAUSE_NANOS << Math.min(failures, MOST_DOUBLINGS);
    LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(most));
  }

  /** The place of one text: a cache and a key. */
  public record Entry(SharedCache shared, String key) {
    private Cache<String, String> cache() {
      return shared.cache();
    }

    public @Nullable String get() {
      return cache().get(key);
    }

    /** Runs the update at the owner of the entry; returns the text found. */
    @Nullable String invoke(EntryUpdate update, Deadline deadline) {
      AsyncProcessor processor = shared.processor();
      return processor == null
          ? cache().invoke(key, PROCESSOR, update.text())
          : deadline.await(processor.process(key, update.text()));
    }

    /** Returns the text of the entry. */
    @Nullable String look(Deadline deadline) {
      return shared.exchange() == null ? get() : deadline.await(exchange(null, null)).found();
    }

    /** Replaces the text found by the next text; a failure returns the text of the entry. */
    Exchanged swap(@Nullable String found, @Nullable String next, Deadline deadline) {
      if (shared.exchange() != null) {
        return deadline.await(exchange(found, next));
      }
      return replace(found, next) ? new Exchanged(true, found) : new Exchanged(false, get());
    }

    CompletionStage<Exchanged> exchange(@Nullable String found, @Nullable String next) {
      return Objects.requireNonNull(shared.exchange()).exchange(key, found, next);
    }

    void remove() {
      cache().remove(key);
    }

    /** Removes the entry, unless it has another text by now. */
    public void drop(String found, Deadline deadline) {
      if (shared.exchange() == null) {
        cache().remove(key, found);
      } else {
        deadline.await(exchange(found, null));
      }
    }

    /** Replaces the text found by the next text; returns false when the entry has another text. */
    public boolean replace(@Nullable String found, @Nullable String next) {
      if (found == null) {
        return cache().putIfAbsent(key, Objects.requireNonNull(next));
      }
      return next == null ? cache().remove(key, found) : cache().replace(key, found, next);
    }
  }
}

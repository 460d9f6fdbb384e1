package io.limitrate.internal.store.shared;

import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.Decision;
import io.limitrate.Key;
import io.limitrate.ManualClock;
import io.limitrate.StoreListener;
import io.limitrate.StoreOperation;
import io.limitrate.internal.engine.Clock;
import io.limitrate.internal.engine.CountedQuotas;
import io.limitrate.internal.engine.Transition;
import io.limitrate.internal.login.attempt.AttemptStatus;
import io.limitrate.internal.login.attempt.AttemptTransition;
import io.limitrate.internal.login.attempt.AttemptTransition.Move;
import io.limitrate.internal.login.attempt.Attempts;
import io.limitrate.login.LoginLimits;
import io.limitrate.login.LoginLimits.Block;
import io.limitrate.login.LoginLimits.Limit;
import io.limitrate.login.LoginLimits.Spraying;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import javax.cache.Cache;

/** The nodes of a test: stores over one provider. */
final class Nodes implements AutoCloseable {
  final TestCaches caches = new TestCaches();
  final ManualClock time = new ManualClock();
  final List<Boolean> availability = new CopyOnWriteArrayList<>();
  final List<StoreOperation> operations = new CopyOnWriteArrayList<>();
  private final Clock clock = Clock.of(time);
  private final List<SharedStore> stores = new ArrayList<>();
  private Duration timeout = Duration.ofSeconds(10);

  Nodes timeout(Duration timeout) {
    this.timeout = timeout;
    return this;
  }

  private static final StoreListener FAILING =
      new StoreListener() {
        @Override
        public void operated(StoreOperation operation) {
          throw new IllegalStateException("the failure of a listener");
        }

        @Override
        public void availability(boolean available) {
          throw new IllegalStateException("the failure of a listener");
        }
      };

  /** Adds a node. */
  Node add() {
    return add(clock);
  }

  Node add(Clock own) {
    StoreListener listener =
        new StoreListener() {
          @Override
          public void operated(StoreOperation operation) {
            operations.add(operation);
          }

          @Override
          public void availability(boolean available) {
            availability.add(available);
          }
        };
    Cache<Key, LocalEntry> entries = caches.local();
    SharedStore store =
        SharedStore.builder(caches, entries)
            .name("of the test")
            .timeout(timeout)
            .clock(own)
            .listeners(List.of(FAILING, listener))
            .open();
    stores.add(store);
    return new Node(store, own, entries);
  }

  /** Waits until another thread makes the condition true. */
  static void await(BooleanSupplier condition) {
    long untilNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime() - untilNanos).as("time-out of the condition").isNegative();
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
    }
  }

  @Override
  public void close() {
    caches.goOn();
    stores.forEach(SharedStore::close);
    caches.close();
  }

  /** One node. */
  record Node(SharedStore store, Clock clock, Cache<Key, LocalEntry> entries) {
    private static final Attempts GUESSER =
        Attempts.of(
            new LoginLimits(
                new Limit(5, Duration.ofMinutes(1)),
                Limit.NONE,
                Limit.NONE,
                new Block(Duration.ofMinutes(5), 1, Duration.ofMinutes(5), Duration.ZERO),
                Spraying.NONE),
            0,
            0);

    Decision acquire(Key key, CountedQuotas quotas, long cost) {
      return store.apply(key, new Transition.Acquire(quotas, cost, clock.nanos()));
    }

    /** Applies an attempt with a limit of five a minute and a block of five minutes. */
    AttemptStatus attempt(Key key, Move move, int id) {
      AttemptTransition attempt = new AttemptTransition(GUESSER, move, id, 0, clock.nanos());
      return store.apply(key, attempt);
    }

    Decision settle(Key key, CountedQuotas quotas, long reserved, long actual) {
      long now = clock.nanos();
      return store.apply(key, new Transition.Settle(quotas, reserved, actual, now, now));
    }

    /** Makes calls and returns the number of permitted calls. */
    int permitted(Key key, CountedQuotas quotas, int calls) {
      int permitted = 0;
      for (int i = 0; i < calls; i++) {
        permitted += acquire(key, quotas, 1).permitted() ? 1 : 0;
      }
      return permitted;
    }
  }
}

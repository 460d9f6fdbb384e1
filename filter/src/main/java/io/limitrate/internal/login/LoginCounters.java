package io.limitrate.internal.login;

import io.limitrate.Attempts;
import io.limitrate.Clock;
import io.limitrate.Decision;
import io.limitrate.FailureRule;
import io.limitrate.Key;
import io.limitrate.Store;
import io.limitrate.StoreUnavailableException;
import io.limitrate.Transition.Attempt;
import io.limitrate.Transition.Attempt.Move;
import io.limitrate.internal.algorithm.AttemptState;
import io.limitrate.internal.algorithm.AttemptStatus;
import io.limitrate.internal.log.ThrottledLogger;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Counts in the store, and beside it in this process, where the login goes on by itself while the
 * store cannot be reached. Thread-safe.
 */
final class LoginCounters {
  private final Store store;
  private final @Nullable LocalAttempts local;
  private final UntoldFailures untold;
  private final Clock clock;
  private final ThrottledLogger log =
      new ThrottledLogger(System.getLogger(LoginGuard.class.getName()));
  private final Map<Duration, Attempts> once = new ConcurrentHashMap<>();

  /**
   * Counters.
   *
   * @param local counts while the store is lost; {@code null} where there is none, or none is
   *     needed
   * @param later runs a task after a while
   */
  LoginCounters(
      Store store,
      @Nullable LocalAttempts local,
      FailureRule failure,
      Clock clock,
      Executor later) {
    this.store = store;
    this.local = failure == FailureRule.LOCAL ? local : null;
    this.clock = clock;
    this.untold = new UntoldFailures(this, later);
  }

  boolean storeAvailable() {
    return store.available();
  }

  long nanos() {
    return clock.nanos();
  }

  /**
   * Begins an attempt.
   *
   * @param succeeded the id of an earlier one that turned out a success, or 0
   * @throws StoreUnavailableException when nobody can count
   */
  Counted begin(Key key, Attempts by, int succeeded) {
    if (store.available()) {
      untold.tell(key);
    }
    int id = id();
    return new Counted(key, by, id, apply(key, by, Move.BEGIN, id, succeeded));
  }

  private static int id() {
    int id = ThreadLocalRandom.current().nextInt();
    return id == 0 ? 1 : id;
  }

  /**
   * Says something about an attempt, or about whoever attempts.
   *
   * @throws StoreUnavailableException when nobody can count
   */
  AttemptStatus apply(Key key, Attempts by, Move move, int id, int other) {
    Attempt step = new Attempt(by, move, id, other, clock.nanos());
    return ((Decision.Attempted) apply(key, step)).status();
  }

  /**
   * Says that an attempt failed. While the store does not answer, this is remembered and said
   * again, also before the next attempt of the same key.
   *
   * @param id the attempt's, or 0 for one that was not begun
   * @param name the hash of the name it was about
   * @throws StoreUnavailableException when nobody can count
   */
  AttemptStatus fail(Key key, Attempts by, int id, int name) {
    try {
      return apply(key, by, Move.FAIL, id, name);
    } catch (StoreUnavailableException e) {
      untold.add(new UntoldFailures.Failure(key, by, id, name));
      throw e;
    }
  }

  /**
   * Where somebody stands, without an attempt.
   *
   * @throws StoreUnavailableException when nobody can count
   */
  AttemptStatus look(Key key, Attempts by) {
    return apply(key, by, Move.LOOK, 0, 0);
  }

  /**
   * Gives the place of an attempt back that came to nothing.
   *
   * @throws StoreUnavailableException when nobody can count
   */
  void withdraw(@Nullable Counted counted) {
    if (counted != null && counted.status().counted()) {
      apply(counted.key(), counted.by(), Move.WITHDRAW, counted.id(), 0);
    }
  }

  /**
   * Whether this is the first time that something is used.
   *
   * @param life how long it could be used again
   * @param tag what its state is marked with
   * @throws StoreUnavailableException when nobody can count
   */
  boolean first(Key key, Duration life, int tag) {
    Attempts single = once.computeIfAbsent(life, its -> Attempts.once(its, tag));
    return begin(key, single, 0).status().counted();
  }

  private Decision apply(Key key, Attempt step) {
    Decision decision = asked(key, step);
    boolean lost = decision == null && store.lost();
    Decision beside =
        local != null && (lost || countsAlong(step, decision)) ? local.apply(key, step) : null;
    Decision answer = lost ? beside : decision;
    if (answer == null) {
      throw new StoreUnavailableException("a login cannot be counted");
    }
    return answer;
  }

  /** What the store says; {@code null} where it does not answer. */
  private @Nullable Decision asked(Key key, Attempt step) {
    if (!store.available()) {
      return null;
    }
    try {
      return store.apply(key, step);
    } catch (RuntimeException e) {
      log.error("A login cannot be counted in the store", e);
      return null;
    }
  }

  /** An attempt counts on this node if it may go on; what it came to counts in any case. */
  private static boolean countsAlong(Attempt step, @Nullable Decision decision) {
    boolean asks = step.move() == Move.BEGIN || step.move() == Move.LOOK;
    return !asks || (decision != null && decision.permitted());
  }

  /** Forgets what the store was not told. */
  void close() {
    untold.close();
  }

  void forEachAttempts(BiConsumer<Key, AttemptState> action) {
    store.forEachAttempts(action);
  }

  /** An attempt that was counted, or rejected. */
  record Counted(Key key, Attempts by, int id, AttemptStatus status) {}
}

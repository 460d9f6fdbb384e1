package io.limitrate.internal.login;

import io.limitrate.FailureRule;
import io.limitrate.Key;
import io.limitrate.StoreUnavailableException;
import io.limitrate.internal.engine.Clock;
import io.limitrate.internal.engine.Store;
import io.limitrate.internal.log.ThrottledLogger;
import io.limitrate.internal.login.attempt.AttemptState;
import io.limitrate.internal.login.attempt.AttemptStateCodec;
import io.limitrate.internal.login.attempt.AttemptStatus;
import io.limitrate.internal.login.attempt.AttemptTransition;
import io.limitrate.internal.login.attempt.AttemptTransition.Move;
import io.limitrate.internal.login.attempt.Attempts;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Counts attempts in the store, and also in this process, which takes over while the store cannot
 * be reached. Thread-safe.
 */
final class LoginCounters {
  private static final AttemptStateCodec CODEC = new AttemptStateCodec();

  private final Store store;
  private final @Nullable LocalAttempts local;
  private final UnconfirmedFailures unconfirmed;
  private final Clock clock;
  private final ThrottledLogger log =
      new ThrottledLogger(System.getLogger(LoginGuard.class.getName()));
  private final Map<Duration, Attempts> once = new ConcurrentHashMap<>();

  /**
   * Creates counters.
   *
   * @param local counts while the store is lost; {@code null} when there is no local store, or none
   *     is needed
   * @param later runs a task after a delay
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
    this.unconfirmed = new UnconfirmedFailures(this, later);
  }

  boolean storeAvailable() {
    return store.available();
  }

  long nanos() {
    return clock.nanos();
  }

  /** Returns the present time of the stored states. */
  long stateNanos() {
    return store.stateNanos(nanos());
  }

  /**
   * Begins an attempt.
   *
   * @param succeeded the id of an earlier attempt that succeeded, or 0
   * @throws StoreUnavailableException when neither the store nor this node can count
   */
  Counted begin(Key key, Attempts by, int succeeded) {
    if (store.available()) {
      unconfirmed.report(key);
    }
    int id = id();
    return new Counted(key, by, id, apply(key, by, Move.BEGIN, id, succeeded));
  }

  private static int id() {
    int id = ThreadLocalRandom.current().nextInt();
    return id == 0 ? 1 : id;
  }

  /**
   * Applies a move to the attempts of a key.
   *
   * @throws StoreUnavailableException when neither the store nor this node can count
   */
  AttemptStatus apply(Key key, Attempts by, Move move, int id, int other) {
    AttemptTransition step = new AttemptTransition(by, move, id, other, clock.nanos());
    return apply(key, step);
  }

  /**
   * Counts a failure of an attempt. If the store does not answer, the failure is kept and reported
   * again, at the latest before the next attempt of the same key.
   *
   * @param id the id of the attempt, or 0 for an attempt that was not begun
   * @param name the hash of the attempted username
   * @throws StoreUnavailableException when neither the store nor this node can count
   */
  AttemptStatus fail(Key key, Attempts by, int id, int name) {
    try {
      return apply(key, by, Move.FAIL, id, name);
    } catch (StoreUnavailableException e) {
      unconfirmed.add(new UnconfirmedFailures.Failure(key, by, id, name));
      throw e;
    }
  }

  /**
   * Returns the status of a key without counting an attempt.
   *
   * @throws StoreUnavailableException when neither the store nor this node can count
   */
  AttemptStatus look(Key key, Attempts by) {
    return apply(key, by, Move.LOOK, 0, 0);
  }

  /**
   * Frees the place of an attempt that has no outcome.
   *
   * @throws StoreUnavailableException when neither the store nor this node can count
   */
  void withdraw(@Nullable Counted counted) {
    if (counted != null && counted.status().counted()) {
      apply(counted.key(), counted.by(), Move.WITHDRAW, counted.id(), 0);
    }
  }

  /**
   * Marks a key as used. Returns whether it was unused before.
   *
   * @param life how long the key stays used
   * @param tag the tag of the entry's state
   * @throws StoreUnavailableException when neither the store nor this node can count
   */
  boolean useOnce(Key key, Duration life, int tag) {
    Attempts single = once.computeIfAbsent(life, its -> Attempts.once(its, tag));
    return begin(key, single, 0).status().counted();
  }

  private AttemptStatus apply(Key key, AttemptTransition step) {
    AttemptStatus shared = askStore(key, step);
    boolean lost = shared == null && store.lost();
    AttemptStatus own =
        local != null && (lost || countsAlong(step, shared)) ? local.apply(key, step) : null;
    AttemptStatus answer = lost ? own : shared;
    if (answer == null) {
      throw new StoreUnavailableException("a login cannot be counted");
    }
    return answer;
  }

  /** Returns the store's answer, or {@code null} when the store does not answer. */
  private @Nullable AttemptStatus askStore(Key key, AttemptTransition step) {
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

  /**
   * The start of an attempt counts on this node if the store permits it. An outcome always counts.
   */
  private static boolean countsAlong(AttemptTransition step, @Nullable AttemptStatus shared) {
    return !step.asks() || (shared != null && shared.counted());
  }

  /** Drops the failures that the store has not confirmed. */
  void close() {
    unconfirmed.close();
  }

  /** Passes the state of each key that has attempts to the action. Reads the whole store. */
  void forEach(BiConsumer<Key, AttemptState> action) {
    store.forEach(CODEC, (key, state) -> action.accept(key, (AttemptState) state));
  }

  /** An attempt that was counted or rejected. */
  record Counted(Key key, Attempts by, int id, AttemptStatus status) {}
}

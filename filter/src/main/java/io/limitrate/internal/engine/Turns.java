package io.limitrate.internal.engine;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.limitrate.Decision;
import io.limitrate.Key;
import io.limitrate.Limiter.Waiting;
import io.limitrate.internal.engine.WaitingRoom.Bound;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Lets the calls of a limiter wait for their turn.
 *
 * <p>The bucket in the store assigns departures to processes. This class decides which call of the
 * process takes a departure, when the departure comes. A departure that no call needs is returned
 * to the bucket if it is the last one that the bucket has assigned. Otherwise, the next call of the
 * key takes it. So no departure is used twice.
 *
 * <p>Thread-safe.
 */
final class Turns implements AutoCloseable {
  /** The time by which the timer may be late before a thread stops waiting. */
  private static final long MARGIN_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** A wait without a bound: the queue of the bucket limits the wait. */
  private static final Duration UNLIMITED = Duration.ofNanos(Long.MAX_VALUE / 2);

  private final Clock clock;
  private final Settlements settlements;
  private final TurnQueues queues;
  private final WaitingRoom room = new WaitingRoom();

  Turns(Clock clock, Settlements settlements, TurnTimer timer) {
    this.clock = clock;
    this.settlements = settlements;
    this.queues = new TurnQueues(clock, timer, room);
  }

  /** Sets the bounds of calls that arrive from now on. */
  void limit(Waiting bounds) {
    room.limit(bounds);
  }

  /**
   * Blocks this thread until the turn of the call.
   *
   * @return false without a wait if the wait is too long, or too many threads or calls wait; false
   *     when calls of higher classes make the wait too long, or the limiter closes
   */
  boolean await(Execution execution, Precedence precedence) throws InterruptedException {
    if (!room.enterThread(execution)) {
      return false;
    }
    try {
      Waiting bounds = room.bounds();
      Signal signal = new Signal(execution, bounds);
      Turn turn = join(execution, precedence, bounds, Bound.LONGEST_ON_THREAD, signal);
      return turn != null && signal.await(turn);
    } finally {
      room.leaveThread();
    }
  }

  /** Continues a thread. */
  private final class Signal implements Turn.Waiter {
    private final Execution execution;
    private final Waiting bounds;
    private final CountDownLatch over = new CountDownLatch(1);
    private volatile boolean came;

    Signal(Execution execution, Waiting bounds) {
      this.execution = execution;
      this.bounds = bounds;
    }

    boolean await(Turn turn) throws InterruptedException {
      try {
        long longestNanos = bounds.longestOnThread().toNanos();
        boolean ended = over.await(longestNanos + MARGIN_NANOS, NANOSECONDS);
        if (!ended && turn.leave()) {
          return room.rejects(Bound.LONGEST_ON_THREAD, bounds, execution);
        }
        over.await(); // if it has not ended, the turn comes at this moment
        return came;
      } catch (InterruptedException e) {
        if (!turn.leave()) {
          turn.forfeit();
        }
        throw e;
      }
    }

    @Override
    public void come(Turn turn) {
      came = true;
      over.countDown();
    }

    @Override
    public void stop() {
      over.countDown();
    }
  }

  /**
   * Adds a call that a leaky bucket delays to the queue of its key. Blocks no thread.
   *
   * @return {@code null} if too many calls wait, the wait is too long, or the limiter is closed
   */
  @Nullable Turn join(Execution execution, Precedence precedence, Turn.Waiter waiter) {
    return join(execution, precedence, room.bounds(), Bound.LONGEST, waiter);
  }

  private @Nullable Turn join(
      Execution execution, Precedence precedence, Waiting bounds, Bound bound, Turn.Waiter waiter) {
    Duration longest =
        bound == Bound.LONGEST ? bounds.longest().orElse(UNLIMITED) : bounds.longestOnThread();
    long nowNanos = clock.nanos();
    LedgerCharge charge = onlyDelayed(execution);
    Turn turn = new Turn(this, charge, precedence, waiter);
    Departures own =
        charge == null
            ? new Departures(
                execution.charge(0).tier.quotas(), nowNanos + execution.delay().toNanos(), 1, 1)
            : Departures.of(charge);
    if (!room.enter(execution)) {
      return null;
    }
    if (!queues.join(turn, own, nowNanos, nowNanos + longest.toNanos())) {
      if (!queues.closed()) {
        room.rejects(bound, bounds, execution);
      }
      return null;
    }
    if (charge != null) {
      returnUnneeded(charge);
    }
    return turn;
  }

  /**
   * Returns the charge whose departures other calls can use as well; {@code null} if the call waits
   * for several buckets, or for a bucket that holds together with other quotas.
   */
  private static @Nullable LedgerCharge onlyDelayed(Execution execution) {
    LedgerCharge only = null;
    for (int i = 0; i < execution.size(); i++) {
      LedgerCharge charge = execution.charge(i);
      if (charge.decision() instanceof Decision.Delayed && charge.enforced()) {
        if (only != null) {
          return null;
        }
        only = charge;
      }
    }
    return only != null && isAssigned(only) ? only : null;
  }

  /** Returns whether the charge has taken departures of a single bucket from the store. */
  private static boolean isAssigned(LedgerCharge charge) {
    return charge.counted() && charge.cost() > 0 && charge.tier.queues();
  }

  /** Removes a call. The calls behind it move up. Returns false if the call does not wait. */
  boolean leave(Turn turn) {
    boolean left = queues.leave(turn);
    LedgerCharge charge = turn.charge();
    if (left && charge != null && settlements.claimRelease(charge)) {
      returnUnneeded(charge);
    }
    return left;
  }

  /** Settles the charge of a call that does not happen. Its departure is used up. */
  void forfeit(Turn turn) {
    LedgerCharge charge = turn.charge();
    if (charge != null) {
      settlements.claimRelease(charge);
    }
  }

  /** Refunds the units of a call that did not happen, unless they are settled. */
  void release(LedgerCharge charge) {
    if (!isAssigned(charge)) {
      charge.settle(0);
    } else if (settlements.claimRelease(charge)) {
      release(charge, Departures.of(charge));
    }
  }

  /** A departure in the past must not be used: the next call would follow too soon. */
  private void release(LedgerCharge charge, Departures unused) {
    if (unused.atNanos() - clock.nanos() <= 0) {
      settlements.withdraw(charge, unused);
    } else {
      queues.offer(charge.key(), unused);
      returnUnneeded(charge);
    }
  }

  /** Returns departures that no call needs to the bucket, the last ones first. */
  private void returnUnneeded(LedgerCharge charge) {
    Departures last = queues.takeLast(charge.key());
    while (last != null && settlements.withdraw(charge, last)) {
      last = queues.takeLast(charge.key());
    }
    if (last != null) {
      queues.offer(charge.key(), last);
    }
  }

  /**
   * Permits a call that the bucket rejects, if there are departures that no call needs. A call that
   * has to leave places to higher classes leaves these departures, too.
   */
  Decision reassigned(CountedTier tier, Key key, long cost, Decision rejected, long nowNanos) {
    boolean takes = cost > 0 && tier.sparedPercent() == 0 && tier.queues();
    Departures free = takes ? queues.takeFree(key, cost, nowNanos) : null;
    return free == null
        ? rejected
        : new Decision.Delayed(
            rejected.quota(),
            rejected.remaining(),
            rejected.resetNanos(),
            free.atNanos() - nowNanos);
  }

  @Override
  public void close() {
    queues.close();
  }
}

package io.limitrate.internal.engine;

import io.limitrate.internal.log.ThrottledLogger;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The queues of all keys, and the timer that continues their calls. Thread-safe: a queue changes
 * only within the lock of its key.
 */
final class TurnQueues implements AutoCloseable {
  /** The most queues that hold departures for calls that may come. */
  private static final int MOST_QUEUES = 10_000;

  private static final ThrottledLogger LOG =
      new ThrottledLogger(System.getLogger(TurnQueues.class.getName()));

  private final Clock clock;
  private final TurnTimer timer;
  private final ConcurrentHashMap<Object, Queue> queues = new ConcurrentHashMap<>();
  private final WaitingRoom room;
  private volatile boolean closed;

  TurnQueues(Clock clock, TurnTimer timer, WaitingRoom room) {
    this.clock = clock;
    this.timer = timer;
    this.room = room;
  }

  /** The queue of one key, and the task that the timer runs next for this key. */
  private static final class Queue {
    final TurnQueue<Turn> turns = new TurnQueue<>();
    long alarmNanos;

    /** Read without the lock. */
    volatile boolean free;

    @Nullable Future<?> alarm;

    void cancel() {
      if (alarm != null) {
        alarm.cancel(false);
        alarm = null;
      }
    }
  }

  /**
   * Adds a call with its departures, unless its turn comes after the time or the limiter is closed.
   * The call has a place in the room, and loses the place if it cannot join.
   */
  boolean join(Turn turn, Departures own, long nowNanos, long latestNanos) {
    Precedence precedence = turn.precedence();
    boolean joined = false;
    try {
      joined =
          Boolean.TRUE.equals(
              change(
                  turn.key(),
                  true,
                  queue -> !closed && queue.join(turn, precedence, own, nowNanos, latestNanos)));
    } catch (Throwable e) { // such as an Error, because the timer cannot start its thread
      remove(turn);
      throw e;
    } finally {
      if (!joined) {
        room.leave(1);
      }
    }
    return joined && !(closed && leave(turn));
  }

  /** Removes a call without the timer. The next calls of the key take the departures. */
  private void remove(Turn turn) {
    AtomicBoolean left = new AtomicBoolean();
    queues.computeIfPresent(
        turn.key(),
        (same, queue) -> {
          left.set(queue.turns.leave(turn));
          return queue;
        });
    if (left.get()) {
      turn.forfeit();
    }
  }

  /** Removes a call. Returns false if the call does not wait. */
  boolean leave(Turn turn) {
    boolean left = Boolean.TRUE.equals(change(turn.key(), false, queue -> queue.leave(turn)));
    if (left) {
      room.leave(1);
    }
    if (left && turn.charge() == null) {
      takeLast(turn.key()); // nobody else waits in this queue
    }
    return left;
  }

  /** Offers departures to the next calls of the key. If there are too many queues, they lapse. */
  void offer(Object key, Departures unused) {
    boolean few = queues.mappingCount() < MOST_QUEUES;
    change(
        key,
        few,
        queue -> {
          queue.add(unused);
          return queue;
        });
  }

  /** Removes the last departures that no call needs; {@code null} if each is needed. */
  @Nullable Departures takeLast(Object key) {
    return change(key, false, TurnQueue::takeLast);
  }

  /** Removes departures that no call needs, the first ones; {@code null} if there are too few. */
  @Nullable Departures takeFree(Object key, long units, long nowNanos) {
    Queue found = queues.get(key);
    return found == null || !found.free
        ? null
        : change(key, false, queue -> queue.takeFree(units, nowNanos));
  }

  /** Changes a queue, and sets the timer to the next time at which the queue changes. */
  private <T> @Nullable T change(
      Object key, boolean create, Function<TurnQueue<Turn>, @Nullable T> change) {
    AtomicReference<@Nullable T> result = new AtomicReference<>();
    queues.compute(
        key,
        (same, found) -> {
          Queue queue = found == null && create ? new Queue() : found;
          if (queue == null) {
            return null;
          }
          result.set(change.apply(queue.turns));
          return scheduled(key, queue);
        });
    return result.get();
  }

  private @Nullable Queue scheduled(Object key, Queue queue) {
    if (queue.turns.isEmpty()) {
      queue.cancel();
      return null;
    }
    queue.free = queue.turns.hasFree();
    long nextNanos = queue.turns.nextNanos();
    if (queue.alarm == null || queue.alarmNanos != nextNanos) {
      Future<?> next = timer.schedule(() -> ring(key, nextNanos), nextNanos - clock.nanos());
      queue.cancel();
      queue.alarmNanos = nextNanos;
      queue.alarm = next;
    }
    return queue;
  }

  /**
   * Continues the calls whose turn has come.
   *
   * @param atNanos the time for which the timer was set; the clock may be a little behind
   */
  private void ring(Object key, long atNanos) {
    List<Turn> due = new ArrayList<>();
    long nowNanos = clock.nanos();
    try {
      queues.computeIfPresent(
          key,
          (same, queue) -> {
            if (queue.alarmNanos == atNanos) {
              queue.cancel();
            }
            queue.turns.takeDue(nowNanos - atNanos > 0 ? nowNanos : atNanos, due);
            return scheduled(key, queue);
          });
    } finally {
      room.leave(due.size());
      due.forEach(TurnQueues::come);
    }
  }

  /** Continues a call. A failure, also an error, must not keep the other calls from their turns. */
  private static void come(Turn turn) {
    try {
      turn.waiter().come(turn);
    } catch (Throwable e) {
      LOG.error("A call that has waited for its turn cannot continue", e);
      stop(turn);
    }
  }

  private static void stop(Turn turn) {
    turn.forfeit();
    try {
      turn.waiter().stop();
    } catch (Throwable e) {
      LOG.error("A call that has waited for its turn cannot be rejected", e);
    }
  }

  boolean closed() {
    return closed;
  }

  /**
   * Stops the timer. The calls that wait are rejected. Their departures are lost: giving back those
   * of thousands of calls would keep a closing application waiting for its store.
   */
  @Override
  public void close() {
    closed = true;
    timer.close();
    for (Object key : queues.keySet()) {
      Queue queue = queues.remove(key);
      if (queue != null) {
        queue.turns.waiting().forEach(TurnQueues::stop);
      }
    }
  }
}

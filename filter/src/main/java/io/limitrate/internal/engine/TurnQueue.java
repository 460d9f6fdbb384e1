package io.limitrate.internal.engine;

import io.limitrate.internal.engine.WaitingCalls.Place;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The waiting calls of one key, and the departures that the bucket has assigned to them. The first
 * call takes the first departure when its time comes. When a call leaves early, the calls behind it
 * move up, and the last departure becomes free. Reads no clock. Not thread-safe.
 *
 * @param <T> the type of the calls
 */
final class TurnQueue<T> {
  /** The departures, ordered by time; at least as many as the costs of the calls that wait. */
  private final Deque<Departures> departures = new ArrayDeque<>();

  private final WaitingCalls<T> waiting = new WaitingCalls<>();

  /** The number of departures that no call needs. They are the last ones. */
  private long free;

  /** Adds departures, which are free at first. */
  void add(Departures assigned) {
    Deque<Departures> later = new ArrayDeque<>();
    while (!departures.isEmpty() && departures.getLast().atNanos() - assigned.atNanos() > 0) {
      later.push(departures.removeLast());
    }
    departures.addLast(assigned);
    departures.addAll(later);
    free += assigned.count();
  }

  /**
   * Adds a call with departures, unless its turn would come after the time. A call of a higher
   * class may go earlier, and a call of a lower class later.
   */
  boolean join(
      T call, Precedence precedence, Departures assigned, long nowNanos, long latestNanos) {
    dropPassed(nowNanos);
    boolean joins = turnOf(assigned) - latestNanos <= 0;
    if (joins) {
      add(assigned);
      long starvesAtNanos = nowNanos + precedence.starvationNanos();
      waiting.add(call, new Place(assigned.count(), precedence.rank(), starvesAtNanos));
      free -= assigned.count();
    }
    return joins;
  }

  /** Removes a call, whose departures are free then. Returns false if the call does not wait. */
  boolean leave(T call) {
    long units = waiting.remove(call);
    free += units;
    return units > 0;
  }

  /** Returns the calls that wait: the higher classes first, in the order of their arrival. */
  Stream<T> waiting() {
    return waiting.stream();
  }

  /** Returns the turn of a call that would join with these departures. */
  private long turnOf(Departures assigned) {
    if (free == 0) {
      return assigned.atNanos();
    }
    long atNanos = firstFree().atNanos();
    return atNanos - assigned.atNanos() < 0 ? atNanos : assigned.atNanos();
  }

  /** Removes the calls whose turn has come, with their departures. */
  void takeDue(long nowNanos, List<T> due) {
    while (!waiting.isEmpty() && departures.getFirst().atNanos() - nowNanos <= 0) {
      T next = waiting.next(nowNanos);
      removeFirst(waiting.remove(next));
      due.add(next);
    }
    dropPassed(nowNanos);
  }

  /** Drops the departures that no call has used, once their time has passed. */
  private void dropPassed(long nowNanos) {
    while (waiting.isEmpty() && !departures.isEmpty()) {
      long passed = departures.getFirst().passed(nowNanos);
      if (passed == 0) {
        return;
      }
      removeFirst(passed);
      free -= passed;
    }
  }

  private void removeFirst(long units) {
    long left = units;
    while (left > 0) {
      Departures first = departures.removeFirst();
      if (first.count() > left) {
        departures.addFirst(first.without(left));
      }
      left -= Math.min(left, first.count());
    }
  }

  /** Removes the last free departures that follow one another; {@code null} if none is free. */
  @Nullable Departures takeLast() {
    if (free == 0) {
      return null;
    }
    Departures last = departures.removeLast();
    if (last.count() <= free) {
      free -= last.count();
      return last;
    }
    long kept = last.count() - free;
    departures.addLast(last.first(kept));
    free = 0;
    return last.without(kept);
  }

  /**
   * Removes the first free departures for a call that waits outside of this queue at first.
   *
   * @return {@code null} if there are too few after this time, or others lie between them
   */
  @Nullable Departures takeFree(long units, long nowNanos) {
    dropPassed(nowNanos);
    if (free < units) {
      return null;
    }
    Deque<Departures> later = new ArrayDeque<>();
    long latest = free;
    while (departures.getLast().count() < latest) {
      latest -= departures.getLast().count();
      later.push(departures.removeLast());
    }
    Departures found = departures.removeLast();
    Departures taken = take(units, latest, found, nowNanos, later);
    departures.addAll(later);
    return taken;
  }

  /** Splits the departures of which the last ones are free. */
  private @Nullable Departures take(
      long units, long latest, Departures found, long nowNanos, Deque<Departures> later) {
    long before = found.count() - latest;
    Departures open = before == 0 ? found : found.without(before);
    if (latest < units || open.atNanos() - nowNanos <= 0) {
      departures.addLast(found);
      return null;
    }
    if (before > 0) {
      departures.addLast(found.first(before));
    }
    if (latest > units) {
      later.push(open.without(units));
    }
    free -= units;
    return open.first(units);
  }

  /** Returns the free departures in the group that contains the first free one. */
  private Departures firstFree() {
    long latest = free;
    for (var all = departures.descendingIterator(); all.hasNext(); ) {
      Departures group = all.next();
      if (group.count() >= latest) {
        return group.count() == latest ? group : group.without(group.count() - latest);
      }
      latest -= group.count();
    }
    throw new IllegalStateException("fewer departures than free ones");
  }

  /** Returns whether there are departures that no call needs. */
  boolean hasFree() {
    return free > 0;
  }

  boolean isEmpty() {
    return departures.isEmpty();
  }

  /**
   * Returns the time at which {@link #takeDue} is needed next: the first departure, or the last one
   * if no call waits. The queue is not empty.
   */
  long nextNanos() {
    return waiting.isEmpty() ? departures.getLast().endNanos() : departures.getFirst().atNanos();
  }
}

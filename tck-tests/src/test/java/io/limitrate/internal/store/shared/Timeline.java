package io.limitrate.internal.store.shared;

import io.limitrate.internal.engine.Clock;
import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;

/** The time of a discrete simulation: runs events in the order of their times, on one thread. */
final class Timeline implements Clock {
  /** A full minute of 2023, so that times have as many digits as in production. */
  static final long START_NANOS = TimeUnit.MINUTES.toNanos(28_333_334);

  private final PriorityQueue<Event> events = new PriorityQueue<>();
  private long nowNanos = START_NANOS;
  private long added;

  /** Schedules an event. Events of the same time run in the order in which they were scheduled. */
  void at(long nanos, Runnable action) {
    events.add(new Event(Math.max(nanos, nowNanos), added++, action));
  }

  void after(long nanos, Runnable action) {
    at(nowNanos + nanos, action);
  }

  /** Runs all events before a time, also events that other events schedule. */
  void runUntil(long nanos) {
    for (Event next = events.peek(); next != null && next.atNanos < nanos; next = events.peek()) {
      events.remove();
      nowNanos = next.atNanos;
      next.action.run();
    }
    nowNanos = nanos;
  }

  @Override
  public long nanos() {
    return nowNanos;
  }

  @Override
  public long epochSecond(long nowNanos, long laterNanos) {
    return TimeUnit.NANOSECONDS.toSeconds(nowNanos + laterNanos);
  }

  private record Event(long atNanos, long number, Runnable action) implements Comparable<Event> {
    @Override
    public int compareTo(Event other) {
      int byTime = Long.compare(atNanos, other.atNanos);
      return byTime == 0 ? Long.compare(number, other.number) : byTime;
    }
  }
}

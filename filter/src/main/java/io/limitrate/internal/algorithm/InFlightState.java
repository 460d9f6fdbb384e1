package io.limitrate.internal.algorithm;

import java.util.Arrays;

/**
 * The slots of the calls in flight: the name of each slot, and the time at which the slot is free
 * again although its call has not ended.
 *
 * <p>Immutable, thread-safe, equal by value. A state without slots is a state, so that it replaces
 * the slots of earlier quotas at a reload.
 */
public final class InFlightState implements QuotaState {

  static final InFlightState EMPTY = new InFlightState(new long[0]);

  /** Alternating names and times. */
  private final long[] slots;

  private InFlightState(long[] slots) {
    this.slots = slots;
  }

  /**
   * Returns a state.
   *
   * @param slots alternating names and times in nanoseconds
   * @throws IllegalArgumentException if the last name has no time
   */
  public static InFlightState of(long... slots) {
    if (slots.length % 2 != 0) {
      throw new IllegalArgumentException("slot " + slots.length / 2 + ": must have a time");
    }
    return new InFlightState(slots.clone());
  }

  @Override
  public QuotaStateCodec codec() {
    return QuotaStateCodec.IN_FLIGHT;
  }

  /**
   * Returns the number of slots, and the slots. Each time but the first is the distance from the
   * time before, because most distances are short numbers.
   */
  @Override
  public long[] numbers() {
    long[] numbers = new long[1 + slots.length];
    numbers[0] = size();
    for (int i = 0; i < slots.length; i++) {
      numbers[1 + i] = slots[i] - (i % 2 == 1 && i > 1 ? slots[i - 2] : 0);
    }
    return numbers;
  }

  static InFlightState ofNumbers(long[] numbers) {
    if (numbers.length != 1 + 2 * numbers[0]) {
      throw new IllegalArgumentException("must have " + numbers[0] + " slots");
    }
    long[] slots = Arrays.copyOfRange(numbers, 1, numbers.length);
    for (int i = 3; i < slots.length; i += 2) {
      slots[i] += slots[i - 2];
    }
    return new InFlightState(slots);
  }

  /** Returns the number of slots. */
  public int size() {
    return slots.length / 2;
  }

  private long untilNanos(int slot) {
    return slots[2 * slot + 1];
  }

  private int indexOf(long name) {
    int slot = 0;
    while (slot < size() && slots[2 * slot] != name) {
      slot++;
    }
    return slot < size() ? slot : -1;
  }

  boolean contains(long name) {
    return indexOf(name) >= 0;
  }

  /**
   * Returns the slots that are not free at the time, each for the given nanoseconds at most; the
   * same instance if nothing changes.
   */
  InFlightState at(long nowNanos, long mostNanos) {
    int held = 0;
    boolean same = true;
    for (int i = 0; i < size(); i++) {
      long leftNanos = untilNanos(i) - nowNanos;
      held += leftNanos > 0 ? 1 : 0;
      same &= leftNanos > 0 && leftNanos <= mostNanos;
    }
    return same ? this : held == 0 ? EMPTY : copy(held, nowNanos, mostNanos);
  }

  private InFlightState copy(int held, long nowNanos, long mostNanos) {
    long[] next = new long[2 * held];
    int at = 0;
    for (int i = 0; i < size(); i++) {
      long leftNanos = untilNanos(i) - nowNanos;
      if (leftNanos > 0) {
        next[at++] = slots[2 * i];
        next[at++] = nowNanos + Math.min(leftNanos, mostNanos);
      }
    }
    return new InFlightState(next);
  }

  InFlightState plus(long name, long untilNanos) {
    long[] next = Arrays.copyOf(slots, slots.length + 2);
    next[slots.length] = name;
    next[slots.length + 1] = untilNanos;
    return new InFlightState(next);
  }

  /** Returns the slots without the named slot; the same instance if there is no such slot. */
  InFlightState minus(long name) {
    int slot = indexOf(name);
    if (slot < 0) {
      return this;
    }
    long[] next = new long[slots.length - 2];
    System.arraycopy(slots, 0, next, 0, 2 * slot);
    System.arraycopy(slots, 2 * slot + 2, next, 2 * slot, next.length - 2 * slot);
    return new InFlightState(next);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof InFlightState that && Arrays.equals(slots, that.slots);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(slots);
  }

  @Override
  public String toString() {
    return "InFlightState" + Arrays.toString(slots);
  }
}

package io.limitrate.internal.algorithm;

import io.limitrate.Decision;
import org.jspecify.annotations.Nullable;

/**
 * The states of one quota as numbers, and the steps of its {@link Algorithm} on such numbers. A
 * store in the process keeps the number in the entry itself, so that a decision reads no further
 * object and allocates nothing but the decision.
 *
 * <p>The two lowest bits of a packed state are 0. Other numbers are {@link #NONE}, {@link #UNFIT},
 * and the marks of a store. The high bits of a time are left out, so a state that is more than a
 * year away from the current time is read as a state of another year; a store drops an entry long
 * before, when it is idle. Immutable and thread-safe.
 */
public sealed interface PackedForm permits PackedBucket, PackedWindow {
  /** No state: the number of a new key. */
  long NONE = 1;

  /** The result of {@link #pack} for a state that has no packed form. */
  long UNFIT = 2;

  /** Returns whether the other form reads the numbers of this form as the same states. */
  boolean reads(PackedForm other);

  /** Returns the state as a number, or {@link #UNFIT}. */
  long pack(@Nullable State state);

  /** Returns the state of a number; the time is needed because its high bits are left out. */
  @Nullable State unpack(long packed, long nowNanos);

  /**
   * Takes {@code cost} units if they are available, as {@link Algorithm#acquire}.
   *
   * @return the number to keep; the same number if nothing changed
   */
  long next(long packed, long cost, long nowNanos);

  /** Returns the decision of the step that {@link #next} makes from the same number. */
  Decision decision(long packed, long cost, long nowNanos);
}

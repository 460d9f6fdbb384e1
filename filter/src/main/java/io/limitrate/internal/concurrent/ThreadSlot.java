package io.limitrate.internal.concurrent;

import org.jspecify.annotations.Nullable;

/**
 * A value of the current thread, which a caller sets for the time of a call and then restores.
 *
 * <p>A pooled thread keeps the thread-local variable and an array, both of the JDK, so that it
 * keeps no class of an undeployed application. Therefore this type does not extend {@link
 * ThreadLocal}: servers report a variable whose class belongs to the application as a leak.
 *
 * @param <T> the type of the value
 */
public final class ThreadSlot<T> {
  private final ThreadLocal<@Nullable Object[]> slot = ThreadLocal.withInitial(() -> new Object[1]);

  /** Returns the value, or {@code null} if there is none. */
  @SuppressWarnings("unchecked") // only replace() sets the value
  public @Nullable T value() {
    return (T) slot.get()[0];
  }

  /** Sets the value, {@code null} for none, and returns the previous value. */
  @SuppressWarnings("unchecked") // only replace() sets the value
  public @Nullable T replace(@Nullable T value) {
    @Nullable Object[] present = slot.get();
    T previous = (T) present[0];
    present[0] = value;
    return previous;
  }
}

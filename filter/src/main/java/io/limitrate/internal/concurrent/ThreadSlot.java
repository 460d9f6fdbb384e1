package io.limitrate.internal.concurrent;

import org.jspecify.annotations.Nullable;

/**
 * A value of the current thread, which a caller sets for the time of a call and then restores.
 *
 * <p>The thread holds an array of the JDK, so that a pooled thread keeps no class of an undeployed
 * application.
 *
 * @param <T> the type of the value
 */
public final class ThreadSlot<T> extends ThreadLocal<@Nullable Object[]> {

  @Override
  protected @Nullable Object[] initialValue() {
    return new Object[1];
  }

  /** Returns the value, or {@code null} if there is none. */
  @SuppressWarnings("unchecked") // only replace() sets the value
  public @Nullable T value() {
    return (T) get()[0];
  }

  /** Sets the value, {@code null} for none, and returns the previous value. */
  @SuppressWarnings("unchecked") // only replace() sets the value
  public @Nullable T replace(@Nullable T value) {
    @Nullable Object[] slot = get();
    T previous = (T) slot[0];
    slot[0] = value;
    return previous;
  }
}

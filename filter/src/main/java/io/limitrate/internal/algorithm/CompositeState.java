package io.limitrate.internal.algorithm;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The states of several algorithms that count one key together, in their order.
 *
 * <p>Immutable, thread-safe, equal by value.
 */
public final class CompositeState implements State {
  private final @Nullable State[] parts;

  /** Takes the parts over: the array is not used by the caller any more. */
  public CompositeState(@Nullable State[] parts) {
    this.parts = parts;
  }

  /** The number of parts. */
  public int size() {
    return parts.length;
  }

  /** The part of a state at this place; a state that is not composite is the first part. */
  public static @Nullable State part(@Nullable State state, int index) {
    if (state instanceof CompositeState composite) {
      return composite.part(index);
    }
    return index == 0 ? state : null;
  }

  /** The part of the algorithm at this place, or {@code null} where it has none. */
  public @Nullable State part(int index) {
    return index < parts.length ? parts[index] : null;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof CompositeState that && Arrays.equals(parts, that.parts);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(parts);
  }

  @Override
  public String toString() {
    return Arrays.toString(parts);
  }
}

package io.limitrate.internal.algorithm;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The states of several algorithms that count one key together, in the order of the algorithms.
 *
 * <p>Immutable, thread-safe, equal by value.
 */
public final class CompositeState implements State {
  private final @Nullable State[] parts;

  /** Creates a state from its parts. The caller must not change the array afterwards. */
  public CompositeState(@Nullable State[] parts) {
    this.parts = parts;
  }

  /**
   * Returns the state of the algorithms that count one key. A single algorithm has no composite
   * state.
   */
  public static @Nullable State of(@Nullable State[] parts) {
    return parts.length == 1 ? parts[0] : new CompositeState(parts);
  }

  /** Returns the number of parts. */
  public int size() {
    return parts.length;
  }

  /**
   * Returns the part of a state at an index. A state that is not composite is its own first part.
   */
  public static @Nullable State part(@Nullable State state, int index) {
    if (state instanceof CompositeState composite) {
      return composite.part(index);
    }
    return index == 0 ? state : null;
  }

  /** Returns the part of the algorithm at an index, or {@code null} if there is none. */
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

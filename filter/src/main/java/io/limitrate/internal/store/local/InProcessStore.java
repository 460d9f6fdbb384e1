package io.limitrate.internal.store.local;

import io.limitrate.Decision;
import io.limitrate.Key;
import io.limitrate.internal.algorithm.AttemptState;
import io.limitrate.internal.engine.Store;
import io.limitrate.internal.engine.Transition;
import io.limitrate.internal.engine.Transition.Attempt;
import java.util.function.BiConsumer;

/**
 * A store whose whole state is in the process. Limits and login attempts are separate, so that
 * neither evicts the other. Thread-safe.
 */
record InProcessStore(CellStore limits, AttemptStore attempts) implements Store {

  @Override
  public Decision apply(Key key, Transition transition) {
    return transition instanceof Attempt attempt
        ? attempts.apply(key, attempt)
        : limits.apply(key, transition);
  }

  @Override
  public boolean converts() {
    return true;
  }

  @Override
  public void forEachAttempts(BiConsumer<Key, AttemptState> action) {
    attempts.forEach(action);
  }

  @Override
  public void close() {
    try (attempts) {
      limits.close();
    }
  }
}

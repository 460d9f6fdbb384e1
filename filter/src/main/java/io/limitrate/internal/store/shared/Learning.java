package io.limitrate.internal.store.shared;

import io.limitrate.Decision.Rejected;
import io.limitrate.internal.engine.ForeignTransition;
import io.limitrate.internal.engine.ManualChange;
import io.limitrate.internal.engine.Transition;
import io.limitrate.internal.engine.Transition.Acquire;
import io.limitrate.internal.store.shared.lease.CachedRejection;
import io.limitrate.internal.store.shared.lease.FloodWait;
import java.util.List;

/** Updates a local entry with the answers of the shared state. */
final class Learning {
  private Learning() {}

  /**
   * Learns from the answers to transitions, in their order: a reset makes earlier answers void.
   *
   * @param callers the number of transitions, from the first on, for which callers wait
   * @param leastWaitNanos the least wait of a rejection
   */
  static void learn(
      LocalEntry entry,
      List<Transition<?>> asked,
      List<Object> answers,
      int callers,
      long leastWaitNanos) {
    for (int i = 0; i < asked.size(); i++) {
      Transition<?> transition = asked.get(i);
      if (transition instanceof ForeignTransition<?> foreign) {
        entry.remember(CachedRejection.of(foreign, answers.get(i)));
      } else if (transition instanceof ManualChange.Reset) {
        entry.reset();
      } else if (transition instanceof ManualChange.GiveBack) {
        entry.remember(null);
      } else if (answers.get(i) instanceof Rejected rejected
          && transition instanceof Acquire acquire
          && i < callers) {
        entry.rememberCheapest(acquire, FloodWait.extended(rejected, leastWaitNanos));
      }
    }
  }
}

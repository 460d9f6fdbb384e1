package io.limitrate.internal.store.local;

import io.limitrate.Decision;
import io.limitrate.Key;
import io.limitrate.internal.algorithm.SingleState;
import io.limitrate.internal.algorithm.StateCodec;
import io.limitrate.internal.engine.CountedQuotas;
import io.limitrate.internal.engine.ForeignTransition;
import io.limitrate.internal.engine.ManualChange;
import io.limitrate.internal.engine.Store;
import io.limitrate.internal.engine.Transition;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A store whose whole state is in the process. The entries of quotas and of foreign transitions are
 * separate, so that neither evicts the other. Thread-safe.
 */
record InProcessStore(CellStore quotas, RankedStore foreign) implements Store {

  @Override
  public <A> A apply(Key key, Transition<A> transition) {
    return transition instanceof ForeignTransition<A> own
        ? foreign.apply(key, own)
        : quotas.apply(key, transition);
  }

  @Override
  public <A> @Nullable A recall(Key key, ForeignTransition<A> look) {
    return foreign.recall(key, look);
  }

  @Override
  public Decision acquire(Key key, CountedQuotas wanted, long cost, long nowNanos) {
    return quotas.acquire(key, wanted, cost, nowNanos);
  }

  @Override
  public void reset(Key key, CountedQuotas counted, long nowNanos) {
    quotas.reset(key, new ManualChange.Reset(counted, nowNanos));
  }

  @Override
  public boolean immediate() {
    return true;
  }

  @Override
  public boolean converts() {
    return true;
  }

  @Override
  public void forEach(StateCodec codec, BiConsumer<Key, SingleState> action) {
    foreign.forEach(
        (key, state) -> {
          if (state.codec().equals(codec)) {
            action.accept(key, state);
          }
        });
  }

  @Override
  public void forEachCount(String policy, long nowNanos, Counts action) {
    quotas.forEach(policy, nowNanos, action);
  }

  @Override
  public void close() {
    try (foreign) {
      quotas.close();
    }
  }
}

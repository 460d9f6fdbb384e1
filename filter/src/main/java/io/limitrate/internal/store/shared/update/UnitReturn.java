package io.limitrate.internal.store.shared.update;

import io.limitrate.internal.algorithm.State;
import io.limitrate.internal.algorithm.Unused;
import io.limitrate.internal.engine.CountedQuotas;
import io.limitrate.internal.store.shared.codec.StateText;
import io.limitrate.internal.store.shared.update.UpdateCommand.Outcome;
import io.limitrate.spi.AsyncExchange.Exchanged;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Returns the unused units of leases, and charges nothing. A second run would return the units
 * twice, so this is no {@link EntryUpdate}: it has no text that a provider could send again.
 *
 * <p>Immutable, thread-safe and pure.
 */
public record UnitReturn(CountedQuotas quotas, long nowNanos, List<Unused> unused) {

  public UnitReturn {
    unused = List.copyOf(unused);
  }

  /** Returns the text to store in place of the text found; {@code null} is no entry. */
  public @Nullable String apply(@Nullable String found) {
    State read = StateText.read(found);
    State next = giveBack(read, quotas, unused, sum(unused), nowNanos);
    return next == read ? found : StateText.write(next);
  }

  /** Returns the outcome of an attempt to replace the text found. */
  public Outcome outcome(Exchanged tried) {
    return tried.done()
        ? new Outcome(apply(tried.found()), List.of(), null, sum(unused))
        : new Outcome(tried.found(), List.of(), null, 0);
  }

  static long sum(List<Unused> unused) {
    return unused.stream().mapToLong(Unused::units).sum();
  }

  /** Returns some of the unused units, from the first part on. */
  static @Nullable State giveBack(
      @Nullable State from, CountedQuotas quotas, List<Unused> unused, long units, long nowNanos) {
    State state = from;
    long left = units;
    for (Unused part : unused) {
      long some = Math.min(left, part.units());
      left -= some;
      if (some > 0) {
        Unused returned = new Unused(part.leased(), some, part.chargedAtNanos(), part.endNanos());
        state = quotas.giveBack(state, returned, nowNanos);
      }
    }
    return state;
  }
}

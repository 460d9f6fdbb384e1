package io.limitrate.internal.store.shared.codec;

import io.limitrate.internal.engine.CountedQuotas;
import io.limitrate.internal.engine.Transition.Acquire;

/** Writes and reads an {@link Acquire}: its time and its cost. */
record AcquireCodec() implements TransitionCodec<Acquire> {

  @Override
  public char letter() {
    return 'a';
  }

  @Override
  public Class<Acquire> type() {
    return Acquire.class;
  }

  @Override
  public void append(StringBuilder text, Acquire acquire, long nowNanos) {
    Base36.append(text, acquire.nowNanos() - nowNanos);
    Base36.append(text.append(':'), acquire.cost());
  }

  @Override
  public Acquire read(String[] fields, CountedQuotas quotas, long nowNanos) {
    return new Acquire(quotas, Base36.parse(fields[1]), nowNanos + Base36.parse(fields[0]));
  }
}

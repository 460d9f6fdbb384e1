package io.limitrate.internal.store.shared.codec;

import io.limitrate.internal.engine.CountedQuotas;
import io.limitrate.internal.engine.ManualChange.GiveBack;

/** Writes and reads a {@link GiveBack}: its time and its units. */
record GiveBackCodec() implements TransitionCodec<GiveBack> {

  @Override
  public char letter() {
    return 'g';
  }

  @Override
  public Class<GiveBack> type() {
    return GiveBack.class;
  }

  @Override
  public void append(StringBuilder text, GiveBack giveBack, long nowNanos) {
    Base36.append(text, giveBack.nowNanos() - nowNanos);
    Base36.append(text.append(':'), giveBack.units());
  }

  @Override
  public GiveBack read(String[] fields, CountedQuotas quotas, long nowNanos) {
    return new GiveBack(quotas, Base36.parse(fields[1]), nowNanos + Base36.parse(fields[0]));
  }
}

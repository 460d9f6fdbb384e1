package io.limitrate.internal.store.shared.codec;

import io.limitrate.internal.engine.CountedQuotas;
import io.limitrate.internal.engine.Transition.Settle;

/**
 * Writes and reads a {@link Settle}: its time, the reserved units, the used units, and the time of
 * the charge.
 */
record SettleCodec() implements TransitionCodec<Settle> {

  @Override
  public char letter() {
    return 's';
  }

  @Override
  public Class<Settle> type() {
    return Settle.class;
  }

  @Override
  public void append(StringBuilder text, Settle settle, long nowNanos) {
    Base36.append(text, settle.nowNanos() - nowNanos);
    Base36.append(text.append(':'), settle.reserved());
    Base36.append(text.append(':'), settle.actual());
    Base36.append(text.append(':'), settle.chargedAtNanos() - nowNanos);
  }

  @Override
  public Settle read(String[] fields, CountedQuotas quotas, long nowNanos) {
    return new Settle(
        quotas,
        Base36.parse(fields[1]),
        Base36.parse(fields[2]),
        nowNanos + Base36.parse(fields[3]),
        nowNanos + Base36.parse(fields[0]));
  }
}

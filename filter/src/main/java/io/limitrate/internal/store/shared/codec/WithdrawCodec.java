package io.limitrate.internal.store.shared.codec;

import io.limitrate.internal.engine.CountedQuotas;
import io.limitrate.internal.engine.Transition.Withdraw;

/** Writes and reads a {@link Withdraw}: its time, the units, and the end of the units. */
record WithdrawCodec() implements TransitionCodec<Withdraw> {

  @Override
  public char letter() {
    return 'w';
  }

  @Override
  public Class<Withdraw> type() {
    return Withdraw.class;
  }

  @Override
  public void append(StringBuilder text, Withdraw withdraw, long nowNanos) {
    Base36.append(text, withdraw.nowNanos() - nowNanos);
    Base36.append(text.append(':'), withdraw.units());
    Base36.append(text.append(':'), withdraw.endNanos() - nowNanos);
  }

  @Override
  public Withdraw read(String[] fields, CountedQuotas quotas, long nowNanos) {
    return new Withdraw(
        quotas,
        Base36.parse(fields[1]),
        nowNanos + Base36.parse(fields[2]),
        nowNanos + Base36.parse(fields[0]));
  }
}

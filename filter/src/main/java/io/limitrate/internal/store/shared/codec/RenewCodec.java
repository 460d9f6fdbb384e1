package io.limitrate.internal.store.shared.codec;

import io.limitrate.internal.algorithm.Slot;
import io.limitrate.internal.engine.CountedQuotas;
import io.limitrate.internal.engine.Transition.Renew;

/** Writes and reads a {@link Renew}: its time, and the name and time of its slot. */
record RenewCodec() implements TransitionCodec<Renew> {

  @Override
  public char letter() {
    return 'n';
  }

  @Override
  public Class<Renew> type() {
    return Renew.class;
  }

  @Override
  public void append(StringBuilder text, Renew renew, long nowNanos) {
    Base36.append(text, renew.nowNanos() - nowNanos);
    Base36.append(text.append(':'), renew.slot().name());
    Base36.append(text.append(':'), renew.slot().holdNanos());
  }

  @Override
  public Renew read(String[] fields, CountedQuotas quotas, long nowNanos) {
    Slot slot = new Slot(Base36.parse(fields[1]), Base36.parse(fields[2]));
    return new Renew(quotas, slot, nowNanos + Base36.parse(fields[0]));
  }
}

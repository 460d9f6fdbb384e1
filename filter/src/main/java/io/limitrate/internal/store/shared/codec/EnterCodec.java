package io.limitrate.internal.store.shared.codec;

import io.limitrate.internal.algorithm.Slot;
import io.limitrate.internal.engine.CountedQuotas;
import io.limitrate.internal.engine.Transition.Enter;

/**
 * Writes and reads an {@link Enter}: its time, its cost, the name and time of its slot, and the
 * percentage that it spares, if there is one.
 */
record EnterCodec() implements TransitionCodec<Enter> {

  @Override
  public char letter() {
    return 'e';
  }

  @Override
  public Class<Enter> type() {
    return Enter.class;
  }

  @Override
  public void append(StringBuilder text, Enter enter, long nowNanos) {
    Base36.append(text, enter.nowNanos() - nowNanos);
    Base36.append(text.append(':'), enter.cost());
    Base36.append(text.append(':'), enter.slot().name());
    Base36.append(text.append(':'), enter.slot().holdNanos());
    if (enter.sparedPercent() > 0) {
      Base36.append(text.append(':'), enter.sparedPercent());
    }
  }

  @Override
  public Enter read(String[] fields, CountedQuotas quotas, long nowNanos) {
    Slot slot = new Slot(Base36.parse(fields[2]), Base36.parse(fields[3]));
    int sparedPercent = fields.length > 4 ? Math.toIntExact(Base36.parse(fields[4])) : 0;
    long atNanos = nowNanos + Base36.parse(fields[0]);
    return new Enter(quotas, Base36.parse(fields[1]), slot, sparedPercent, atNanos);
  }
}

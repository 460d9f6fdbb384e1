package io.limitrate.internal.store.shared.codec;

import io.limitrate.internal.engine.AcquireSparing;
import io.limitrate.internal.engine.CountedQuotas;

/** Writes and reads an {@link AcquireSparing}: its time, its cost and the percentage. */
record AcquireSparingCodec() implements TransitionCodec<AcquireSparing> {

  @Override
  public char letter() {
    return 'p';
  }

  @Override
  public Class<AcquireSparing> type() {
    return AcquireSparing.class;
  }

  @Override
  public void append(StringBuilder text, AcquireSparing acquire, long nowNanos) {
    Base36.append(text, acquire.nowNanos() - nowNanos);
    Base36.append(text.append(':'), acquire.cost());
    Base36.append(text.append(':'), acquire.sparedPercent());
  }

  @Override
  public AcquireSparing read(String[] fields, CountedQuotas quotas, long nowNanos) {
    int sparedPercent = Math.toIntExact(Base36.parse(fields[2]));
    long atNanos = nowNanos + Base36.parse(fields[0]);
    return new AcquireSparing(quotas, Base36.parse(fields[1]), sparedPercent, atNanos);
  }
}

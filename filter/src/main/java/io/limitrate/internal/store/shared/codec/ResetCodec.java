package io.limitrate.internal.store.shared.codec;

import io.limitrate.internal.engine.CountedQuotas;
import io.limitrate.internal.engine.ManualChange.Reset;

/** Writes and reads a {@link Reset}: its time. */
record ResetCodec() implements TransitionCodec<Reset> {

  @Override
  public char letter() {
    return 'z';
  }

  @Override
  public Class<Reset> type() {
    return Reset.class;
  }

  @Override
  public void append(StringBuilder text, Reset reset, long nowNanos) {
    Base36.append(text, reset.nowNanos() - nowNanos);
  }

  @Override
  public Reset read(String[] fields, CountedQuotas quotas, long nowNanos) {
    return new Reset(quotas, nowNanos + Base36.parse(fields[0]));
  }
}

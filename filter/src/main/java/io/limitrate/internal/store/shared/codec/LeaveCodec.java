package io.limitrate.internal.store.shared.codec;

import io.limitrate.internal.engine.CountedQuotas;
import io.limitrate.internal.engine.Transition.Leave;

/** Writes and reads a {@link Leave}: its time and the name of its slot. */
record LeaveCodec() implements TransitionCodec<Leave> {

  @Override
  public char letter() {
    return 'l';
  }

  @Override
  public Class<Leave> type() {
    return Leave.class;
  }

  @Override
  public void append(StringBuilder text, Leave leave, long nowNanos) {
    Base36.append(text, leave.nowNanos() - nowNanos);
    Base36.append(text.append(':'), leave.slot());
  }

  @Override
  public Leave read(String[] fields, CountedQuotas quotas, long nowNanos) {
    return new Leave(quotas, Base36.parse(fields[1]), nowNanos + Base36.parse(fields[0]));
  }
}

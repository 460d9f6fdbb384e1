package io.limitrate.internal.store.shared.codec;

import io.limitrate.Quotas.Ban;
import io.limitrate.internal.algorithm.BanAlgorithm;
import io.limitrate.internal.concurrent.BoundedMemo;
import io.limitrate.internal.engine.BanTransition;
import io.limitrate.internal.engine.BanTransition.Move;
import io.limitrate.internal.engine.BanTransition.Rules;
import io.limitrate.internal.engine.CountedQuotas;
import java.time.Duration;

/**
 * Writes and reads a {@link BanTransition}: its time, its move, the duration, and its settings as
 * numbers.
 */
record BanCodec() implements TransitionCodec<BanTransition> {
  private static final int FIELDS = 10;

  private static final BoundedMemo<BanAlgorithm, Rules> RULES = new BoundedMemo<>();

  @Override
  public char letter() {
    return 'b';
  }

  @Override
  public Class<BanTransition> type() {
    return BanTransition.class;
  }

  @Override
  public void append(StringBuilder text, BanTransition transition, long nowNanos) {
    BanAlgorithm by = transition.by().algorithm();
    Base36.append(text, transition.nowNanos() - nowNanos);
    text.append(':').append(transition.move());
    Base36.append(text.append(':'), transition.durationNanos());
    Base36.append(text.append(':'), by.ban().rejections());
    Base36.append(text.append(':'), by.ban().within().toNanos());
    Base36.append(text.append(':'), by.ban().duration().toNanos());
    Base36.append(text.append(':'), by.ban().factor());
    Base36.append(text.append(':'), by.ban().longest().toNanos());
    Base36.append(text.append(':'), by.ban().memory().toNanos());
    Base36.append(text.append(':'), by.tag());
  }

  @Override
  public BanTransition read(String[] fields, CountedQuotas quotas, long nowNanos) {
    if (fields.length != FIELDS) {
      throw new IllegalArgumentException("a ban of another version");
    }
    Ban ban =
        new Ban(
            number(fields[3]),
            time(fields[4]),
            time(fields[5]),
            number(fields[6]),
            time(fields[7]),
            time(fields[8]));
    return new BanTransition(
        RULES.get(new BanAlgorithm(ban, number(fields[9])), Rules::of),
        Move.valueOf(fields[1]),
        Base36.parse(fields[2]),
        nowNanos + Base36.parse(fields[0]));
  }

  private static int number(String field) {
    return Math.toIntExact(Base36.parse(field));
  }

  private static Duration time(String field) {
    return Duration.ofNanos(Base36.parse(field));
  }
}

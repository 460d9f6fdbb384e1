package io.limitrate.internal.yaml;

import io.limitrate.internal.algorithm.AttemptLimits.Block;
import io.limitrate.login.LoginLimits;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/**
 * How long the blocks of a login last, the first one and those that follow.
 *
 * @param factor how much longer each next one lasts
 * @param mostNanos the longest
 * @param memoryNanos how long after its end a block makes the next one longer
 */
record Escalation(int factor, long mostNanos, long memoryNanos) {
  private static final Block USUAL = LoginLimits.BLOCK;
  private static final Function<String, Duration> TIME = Times.between("1s", "3650d");

  static Escalation read(Section section) {
    long factor =
        section.find("factor").flatMap(s -> s.whole(1, 100)).orElse((long) USUAL.factor());
    if (factor == 1) {
      section.reject("max", "the factor is 1");
      section.reject("memory", "the factor is 1");
    }
    return new Escalation(
        Math.toIntExact(factor),
        section.read("max", TIME).map(Duration::toNanos).orElse(USUAL.mostNanos()),
        section.read("memory", TIME).map(Duration::toNanos).orElse(USUAL.memoryNanos()));
  }

  /** The block of these limits. */
  Block block(Section limits, Block usual) {
    Optional<Setting> setting = limits.find("block");
    long nanos = setting.map(this::nanos).orElse(shortened(usual.nanos()));
    if (nanos == 0) {
      return Block.NONE;
    }
    return factor == 1
        ? new Block(nanos, 1, nanos, 0)
        : new Block(nanos, factor, mostNanos, memoryNanos);
  }

  private long nanos(Setting setting) {
    if (setting.isNone()) {
      return 0;
    }
    long nanos = setting.read(TIME).map(Duration::toNanos).orElse(0L);
    if (nanos > shortened(nanos)) {
      setting.wrong("must not be longer than escalation.max, which is 1h by default");
    }
    return shortened(nanos);
  }

  private long shortened(long nanos) {
    return factor == 1 ? nanos : Math.min(nanos, mostNanos);
  }
}

package io.limitrate.internal.yaml;

import io.limitrate.internal.login.attempt.AttemptLimits.Block;
import io.limitrate.login.LoginLimits;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/**
 * Defines how long the first block of a login and each later block last.
 *
 * @param factor how many times longer each later block lasts
 * @param mostNanos the longest duration of a block
 * @param memoryNanos how long after the end of a block the next block is longer
 */
record Escalation(int factor, long mostNanos, long memoryNanos) {
  private static final Block DEFAULT = LoginLimits.BLOCK;
  private static final Function<String, Duration> TIME = Times.between("1s", "3650d");

  static Escalation read(Section section) {
    long factor =
        section.find("factor").flatMap(s -> s.whole(1, 100)).orElse((long) DEFAULT.factor());
    if (factor == 1) {
      section.reject("max", "the factor is 1");
      section.reject("memory", "the factor is 1");
    }
    return new Escalation(
        Math.toIntExact(factor),
        section.read("max", TIME).map(Duration::toNanos).orElse(DEFAULT.mostNanos()),
        section.read("memory", TIME).map(Duration::toNanos).orElse(DEFAULT.memoryNanos()));
  }

  /** Returns the block of the limits of an address, a user or a device. */
  Block block(Section limits, Block defaults) {
    Optional<Setting> setting = limits.find("block");
    long nanos = setting.map(this::nanos).orElse(shortened(defaults.nanos()));
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
      setting.addError("must not be longer than escalation.max, which is 1h by default");
    }
    return shortened(nanos);
  }

  private long shortened(long nanos) {
    return factor == 1 ? nanos : Math.min(nanos, mostNanos);
  }
}

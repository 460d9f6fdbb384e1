package io.limitrate.internal.yaml;

import io.limitrate.login.LoginLimits;
import io.limitrate.login.LoginLimits.Block;
import java.time.Duration;
import java.util.function.Function;

/**
 * Defines how long the first block of a login and each later block last.
 *
 * @param factor how many times longer each later block lasts
 * @param longest the longest duration of a block
 * @param memory how long after the end of a block the next block is longer
 */
record Escalation(int factor, Duration longest, Duration memory) {
  private static final Block DEFAULT = LoginLimits.BLOCK;
  private static final Function<String, Duration> TIME = Times.between("1s", "3650d");

  static Escalation read(Section section) {
    long factor = section.whole("factor", 1, 100).orElse((long) DEFAULT.factor());
    if (factor == 1) {
      section.reject("max", "the factor is 1");
      section.reject("memory", "the factor is 1");
    }
    return new Escalation(
        Math.toIntExact(factor),
        section.read("max", TIME).orElse(DEFAULT.longest()),
        section.read("memory", TIME).orElse(DEFAULT.memory()));
  }

  /** Returns the block of the limits of an address, a user or a device. */
  Block block(Section limits, Block defaults) {
    Duration first =
        limits.has("block") ? first(limits.get("block")) : shortened(defaults.duration());
    if (first.isZero()) {
      return Block.NONE;
    }
    return factor == 1
        ? new Block(first, 1, first, Duration.ZERO)
        : new Block(first, factor, longest, memory);
  }

  private Duration first(Setting setting) {
    if (setting.isNone()) {
      return Duration.ZERO;
    }
    Duration first = setting.read(TIME).orElse(Duration.ZERO);
    if (!shortened(first).equals(first)) {
      setting.addError("must not be longer than escalation.max, which is 1h by default");
    }
    return shortened(first);
  }

  private Duration shortened(Duration block) {
    return factor == 1 || block.compareTo(longest) <= 0 ? block : longest;
  }
}

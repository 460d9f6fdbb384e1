package io.limitrate.internal.yaml;

import io.limitrate.Quotas.Ban;
import io.limitrate.login.LoginLimits.Limit;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/** Reads when a policy bans a key, and for how long. */
final class BanBinder {
  private static final Function<String, Duration> TIME = Times.between("1s", "365d");

  private BanBinder() {}

  /** Returns the ban; empty if there are errors. */
  static Optional<Ban> read(Setting setting) {
    Section section = setting.section("rejections", "for", "factor", "max", "memory");
    Optional<Limit> rejections =
        section.require("rejections").flatMap(text -> text.read(LimitsBinder::parse));
    Optional<Duration> duration = section.require("for").flatMap(text -> text.read(TIME));
    Optional<Long> factor = section.whole("factor", 1, 100);
    Optional<Duration> longest = section.read("max", TIME);
    Optional<Duration> memory = section.read("memory", TIME);
    if (rejections.isEmpty() || duration.isEmpty() || isInvalid(section, factor, longest, memory)) {
      return Optional.empty();
    }
    if (factor.equals(Optional.of(1L))) {
      section.reject("max", "the factor is 1");
      section.reject("memory", "the factor is 1");
      return checked(section, rejections.get(), duration.get(), 1, duration.get(), Duration.ZERO);
    }
    return checked(
        section,
        rejections.get(),
        duration.get(),
        Math.toIntExact(factor.orElse(2L)),
        longest.orElse(Ban.DEFAULT_LONGEST),
        memory.orElse(Ban.DEFAULT_MEMORY));
  }

  /** Returns whether a value has an error already. */
  private static boolean isInvalid(
      Section section, Optional<Long> factor, Optional<Duration> max, Optional<Duration> memory) {
    return section.has("factor") != factor.isPresent()
        || section.has("max") != max.isPresent()
        || section.has("memory") != memory.isPresent();
  }

  private static Optional<Ban> checked(
      Section section,
      Limit rejections,
      Duration duration,
      int factor,
      Duration longest,
      Duration memory) {
    if (factor > 1 && duration.compareTo(longest) >= 0) {
      addTooLong(section.get("for"));
      return Optional.empty();
    }
    return section.build(
        () -> new Ban(rejections.limit(), rejections.window(), duration, factor, longest, memory));
  }

  private static void addTooLong(Setting first) {
    String rule = "must be shorter than max, which is 1d by default; factor: 1 has no max";
    first.text().ifPresent(text -> first.addError(text, rule));
  }
}

package io.limitrate;

import static io.limitrate.QuotaFormat.require;
import static io.limitrate.QuotaFormat.requireWithin;

import io.limitrate.Quotas.Ban;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The rules for the settings of a {@link Ban}, and its text. */
final class BanRules {
  private static final int MOST_REJECTIONS = 1_000;
  private static final int MOST_FACTOR = 100;
  private static final Duration LEAST = Duration.ofSeconds(1);
  private static final Duration MOST_WITHIN = Duration.ofDays(31);
  private static final Duration MOST = Duration.ofDays(365);

  private BanRules() {}

  static void check(int rejections, int factor) {
    require(
        rejections >= 1 && rejections <= MOST_REJECTIONS,
        "rejections " + rejections + ": must be from 1 to " + MOST_REJECTIONS);
    require(
        factor >= 1 && factor <= MOST_FACTOR,
        "factor " + factor + ": must be from 1 to " + MOST_FACTOR);
  }

  static void check(Duration within, Duration duration, Duration longest, Duration memory) {
    requireWithin("within", within, LEAST, MOST_WITHIN);
    requireWithin("longest", longest, LEAST, MOST);
    requireWithin("duration", duration, LEAST, longest);
    requireWithin("memory", memory, Duration.ZERO, MOST);
    require(
        longest.plus(memory).compareTo(MOST) <= 0,
        "longest "
            + QuotaFormat.text(longest)
            + " and memory "
            + QuotaFormat.text(memory)
            + ": must be at most 365d together, because a store keeps rejected keys for this time");
  }

  static void checkEscalation(Duration duration, int factor, Duration longest, Duration memory) {
    boolean same = duration.equals(longest);
    require(
        factor == 1 || !same,
        "factor " + factor + ": has no effect, because no ban may last longer than the first one");
    require(
        factor == 1 || !memory.isZero(),
        "factor " + factor + ": has no effect without a memory: set a memory, or the factor 1");
    require(
        factor > 1 || same,
        "longest "
            + QuotaFormat.text(longest)
            + ": must be the duration with factor 1, which is constant");
    require(
        factor > 1 || memory.isZero(),
        "memory "
            + QuotaFormat.text(memory)
            + ": must be 0 with factor 1, because nothing is remembered");
  }

  /** Rejects a ban of a key that all callers share: a ban would reject every call. */
  static void check(String policy, KeySpec key, @Nullable Ban ban) {
    require(
        ban == null || !(key.equals(KeySpec.GLOBAL) || key.equals(KeySpec.parse("endpoint"))),
        "policy "
            + policy
            + ": a ban of the key "
            + key
            + " would reject the calls of everybody: name another key, or remove ban");
  }

  static String text(Ban ban) {
    String first =
        ban.rejections()
            + " rejections within "
            + QuotaFormat.text(ban.within())
            + ": "
            + QuotaFormat.text(ban.duration());
    return ban.factor() == 1
        ? first
        : first
            + ", then times "
            + ban.factor()
            + " up to "
            + QuotaFormat.text(ban.longest())
            + ", remembered for "
            + QuotaFormat.text(ban.memory());
  }
}

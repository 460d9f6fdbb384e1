package io.limitrate.internal.engine;

import io.limitrate.Key;
import io.limitrate.Policy;
import io.limitrate.internal.engine.ManualCounts.Count;
import io.limitrate.internal.engine.ManualCounts.Located;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads and changes the bans of policies by hand. Each method asks the store, and throws a {@link
 * RuntimeException} when the store cannot be reached. Thread-safe.
 */
public final class ManualBans {
  private static final Duration SHORTEST = Duration.ofSeconds(1);

  private final ManualCounts counts;

  ManualBans(ManualCounts counts) {
    this.counts = counts;
  }

  /** Returns the rest of a ban; empty if the key is not banned. */
  public Optional<Duration> remaining(Count count) {
    Located at = counts.locate(count);
    PolicyBan ban = at.ban();
    long nanos = ban == null ? 0 : ban.look(at.key(), at.nowNanos());
    return nanos == 0 ? Optional.empty() : Optional.of(Duration.ofNanos(nanos));
  }

  /** Bans a key from now, also if it is banned already. */
  public void ban(Count count, Duration duration) {
    Located at = counts.locate(count);
    Policy policy = at.policy();
    PolicyBan ban = ban(policy, at.ban());
    Duration longest = policy.ban().orElseThrow().longest();
    if (duration.compareTo(SHORTEST) < 0 || duration.compareTo(longest) > 0) {
      throw new IllegalArgumentException(
          text(policy, "duration " + duration + ": must be from PT1S to the longest, " + longest));
    }
    if (!policy.enforces(at.key())) {
      throw new IllegalArgumentException(
          text(policy, "does not enforce its rejections for this key, so a ban has no effect"));
    }
    ban.ban(at.key(), duration.toNanos(), at.nowNanos());
  }

  /** Lifts a ban, and forgets its rejections. Returns whether the key was banned. */
  public boolean lift(Count count) {
    Located at = counts.locate(count);
    return ban(at.policy(), at.ban()).lift(at.key(), at.nowNanos());
  }

  /** Returns at most a thousand running bans of a policy, unordered. */
  public List<BannedKey> list(Policy policy) {
    return ban(policy, counts.ban(policy)).list(counts.nanos());
  }

  private static PolicyBan ban(Policy policy, @Nullable PolicyBan ban) {
    if (ban == null) {
      throw new IllegalArgumentException(text(policy, "bans nobody: add ban to the policy"));
    }
    return ban;
  }

  private static String text(Policy policy, String rule) {
    return "policy " + policy.name() + ": " + rule;
  }

  /** A key that is banned, and the rest of its ban. */
  public record BannedKey(Key key, Duration remaining) {}
}

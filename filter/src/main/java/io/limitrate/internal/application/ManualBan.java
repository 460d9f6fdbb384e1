package io.limitrate.internal.application;

import io.limitrate.Key;
import io.limitrate.Limits.Banned;
import io.limitrate.Limits.LimitsMXBean.BannedKey;
import io.limitrate.internal.application.ManualLimits.PolicyLimits;
import io.limitrate.internal.response.Seconds;
import io.limitrate.internal.source.Messages;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;

/** Bans keys and lifts bans by hand, and logs who did it. */
final class ManualBan {
  private static final System.Logger LOG = System.getLogger(ManualBan.class.getName());

  private ManualBan() {}

  static List<Banned> list(PolicyLimits limits) {
    return limits.counts().bans().list(limits.policy()).stream()
        .map(ban -> new Banned(ban.key().text(), ban.remaining()))
        .toList();
  }

  /** Returns bans as JMX attributes. */
  static List<BannedKey> seen(List<Banned> bans) {
    return bans.stream()
        .map(ban -> new Seen(ban.id(), Seconds.ceil(ban.remaining().toNanos())))
        .map(BannedKey.class::cast)
        .toList();
  }

  static void ban(KeyLimits of, Duration duration, String by) {
    Key key = key(of);
    of.limits().counts().bans().ban(of.count(), duration);
    log(of, by, "bans", key + " for " + duration.toSeconds() + " s");
  }

  static boolean lift(KeyLimits of, String by) {
    Key key = key(of);
    boolean banned = of.limits().counts().bans().lift(of.count());
    log(of, by, banned ? "lifts the ban of" : "forgets the rejections of", key.toString());
    return banned;
  }

  private static Key key(KeyLimits of) {
    return of.limits().counts().key(of.count());
  }

  private static void log(KeyLimits of, String by, String what, String key) {
    String policy = of.limits().policy().name();
    LOG.log(Level.INFO, "Policy {0}: {1} {2} {3}", policy, Messages.printable(by), what, key);
  }

  /** A banned key as JMX attributes. */
  public record Seen(String id, long remainingSeconds) implements BannedKey {
    @Override
    public String getId() {
      return id;
    }

    @Override
    public long getRemainingSeconds() {
      return remainingSeconds;
    }
  }
}

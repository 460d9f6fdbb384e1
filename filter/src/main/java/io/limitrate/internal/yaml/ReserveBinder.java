package io.limitrate.internal.yaml;

import io.limitrate.Policy;
import io.limitrate.Quota;
import io.limitrate.Quotas;
import io.limitrate.Quotas.InFlight;
import io.limitrate.internal.algorithm.Algorithm;
import java.util.List;

/** Reads the parts of a policy's quotas that only calls of some classes may take. */
final class ReserveBinder {
  private ReserveBinder() {}

  /**
   * Adds the reserves to a policy.
   *
   * @param limits the quotas of the policy
   * @param cost the units of a call, unless the call has another cost
   */
  static void read(Setting setting, Policy.Builder policy, List<Quotas> limits, long cost) {
    setting.checkNotEmpty();
    int sum = 0;
    for (Setting part : setting.entries()) {
      int percent = part.read(SheddingBinder::percent).orElse(0);
      if (percent > 0) {
        add(part, policy, percent);
        sum += percent;
      }
    }
    for (Quotas quotas : limits) {
      checkFits(setting, quotas, sum, cost);
    }
  }

  private static void add(Setting part, Policy.Builder policy, int percent) {
    try {
      policy.reserve(part.name(), percent);
    } catch (IllegalArgumentException e) {
      part.addError(String.valueOf(e.getMessage()));
    }
  }

  /** Rejects a cost that a call of the lowest class could never pay. */
  private static void checkFits(Setting setting, Quotas quotas, int percent, long cost) {
    for (Quota quota : quotas.list()) {
      long left = quota.capacity() - Algorithm.of(quota).spared(percent);
      if (cost > 1 && percent < 100 && cost > left && !(quota instanceof InFlight)) {
        setting.addError(
            "leaves "
                + left
                + " units of "
                + quota
                + " to the lowest class, and a call takes "
                + cost
                + ": lower the reserve, or raise the quota");
        return;
      }
    }
  }
}

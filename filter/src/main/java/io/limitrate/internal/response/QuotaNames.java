package io.limitrate.internal.response;

import io.limitrate.Charge;
import io.limitrate.Quota;
import io.limitrate.Quota.CalendarWindow;
import io.limitrate.Quotas.InFlight;
import java.util.List;

/**
 * Names quotas for clients: the policy's name, with the window added if the policy has several
 * quotas, as in {@code api-1d}, and with a number added if several quotas have the same window.
 */
final class QuotaNames {
  private QuotaNames() {}

  /** Returns the name of the quota that decided the charge. */
  static String decisive(Charge charge) {
    List<Quota> quotas = charge.quotas().list();
    int index = quotas.indexOf(charge.decision().quota());
    return index < 0 ? charge.policy().name() : name(charge.policy().name(), quotas, index);
  }

  static String name(String policy, List<Quota> quotas, int index) {
    if (quotas.size() == 1) {
      return policy;
    }
    Quota named = quotas.get(index);
    long alike = quotas.stream().limit(index).filter(q -> alike(q, named)).count();
    return policy + "-" + written(named) + (alike == 0 ? "" : "-" + (alike + 1));
  }

  /** Returns whether the windows of two quotas are written alike: {@code 1d} is not a day. */
  private static boolean alike(Quota one, Quota other) {
    return one.window().equals(other.window())
        && one instanceof CalendarWindow == other instanceof CalendarWindow
        && one instanceof InFlight == other instanceof InFlight;
  }

  /** Returns the window as the quota's text writes it, or {@code in-flight}. */
  private static String written(Quota quota) {
    if (quota instanceof InFlight) {
      return "in-flight";
    }
    String text = quota.toString();
    int space = text.indexOf(' ');
    return text.substring(text.indexOf('/') + 1, space < 0 ? text.length() : space);
  }
}

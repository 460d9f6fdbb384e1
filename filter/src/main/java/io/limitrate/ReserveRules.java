package io.limitrate;

import static io.limitrate.QuotaFormat.require;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The rules for the part of a policy's quotas that only calls of some classes may take. */
final class ReserveRules {
  private ReserveRules() {}

  /**
   * Returns a copy in the order of the names.
   *
   * @param percentages the percentages of the quotas by the class
   * @throws IllegalArgumentException when a percentage is out of range, or nothing is left over
   */
  static Map<String, Integer> checked(Map<String, Integer> percentages) {
    int sum = 0;
    for (Map.Entry<String, Integer> one : percentages.entrySet()) {
      int percent = one.getValue();
      require(
          percent >= 1 && percent <= 99,
          "reserve of class " + one.getKey() + " " + percent + "%: must be from 1% to 99%");
      sum += percent;
    }
    require(
        sum < 100,
        "reserve "
            + text(percentages)
            + ": must be less than 100% together, because calls of the"
            + " lowest class take what is left over");
    return Collections.unmodifiableMap(new TreeMap<>(percentages));
  }

  /** Rejects a reserve of quotas of one unit: a lower class could never call. */
  static void check(String policy, Map<String, Integer> percentages, Stream<Quota> quotas) {
    require(
        percentages.isEmpty() || quotas.anyMatch(quota -> quota.capacity() > 1),
        "policy "
            + policy
            + ": reserve has no effect, because every class may take one unit, and the quotas have"
            + " only one: raise a quota, or remove reserve");
  }

  private static String text(Map<String, Integer> percentages) {
    StringBuilder text = new StringBuilder();
    percentages.forEach(
        (priority, percent) ->
            text.append(text.isEmpty() ? "" : ", ")
                .append(priority)
                .append(" ")
                .append(percent)
                .append("%"));
    return text.toString();
  }
}

package io.limitrate.internal.yaml;

import io.limitrate.login.OutcomeRules;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads which responses mean that a login failed or succeeded. */
final class OutcomeBinder {
  private static final Pattern STATUS = Pattern.compile("[2-5][0-9]{2}");

  private OutcomeBinder() {}

  static OutcomeRules read(Setting setting) {
    Section outcome = setting.section("failure", "success");
    OutcomeRules defaults = OutcomeRules.DEFAULT;
    Signs failure =
        outcome.has("failure")
            ? signs(outcome.get("failure"), Signs.NONE)
            : new Signs(defaults.failureStatuses(), defaults.failureRedirects());
    boolean application = outcome.isNone("success");
    Signs success =
        outcome.has("success") && !application
            ? signs(outcome.get("success"), failure)
            : Signs.NONE;
    return new OutcomeRules(
        failure.statuses, success.statuses, failure.redirects, success.redirects, application);
  }

  private static Signs signs(Setting setting, Signs stronger) {
    setting.checkNotEmpty();
    Set<Integer> statuses = new HashSet<>();
    List<String> redirects = new ArrayList<>();
    for (String sign : setting.each(text -> sign(text, stronger))) {
      if (isRedirect(sign)) {
        redirects.add(sign);
      } else {
        statuses.add(Integer.valueOf(sign));
      }
    }
    return new Signs(statuses, redirects);
  }

  private static String sign(String text, Signs stronger) {
    if (!isRedirect(text) && !STATUS.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "must be a status from 200 to 599, or a redirect such as /login?error");
    }
    if (stronger.have(text)) {
      throw new IllegalArgumentException(
          "is covered by failure too, which wins: remove it from one of the two");
    }
    return text;
  }

  private static boolean isRedirect(String sign) {
    return sign.startsWith("/") || sign.startsWith("http");
  }

  private record Signs(Set<Integer> statuses, List<String> redirects) {
    static final Signs NONE = new Signs(Set.of(), List.of());

    boolean have(String sign) {
      return isRedirect(sign)
          ? new OutcomeRules(Set.of(), Set.of(), redirects, List.of()).isFailure(sign)
          : statuses.contains(Integer.valueOf(sign));
    }
  }
}

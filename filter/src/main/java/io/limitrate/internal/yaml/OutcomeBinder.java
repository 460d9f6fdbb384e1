package io.limitrate.internal.yaml;

import static java.util.stream.Collectors.toUnmodifiableSet;

import io.limitrate.login.OutcomeRules;
import java.util.List;
import java.util.Optional;
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
        outcome
            .find("failure")
            .map(list -> signs(list, Signs.NONE))
            .orElse(new Signs(defaults.failureStatuses(), defaults.failureRedirects()));
    Optional<Setting> named = outcome.find("success");
    boolean application = named.map(Setting::isNone).orElse(false);
    Signs success =
        named.filter(list -> !application).map(list -> signs(list, failure)).orElse(Signs.NONE);
    return new OutcomeRules(
        failure.statuses, success.statuses, failure.redirects, success.redirects, application);
  }

  private static Signs signs(Setting setting, Signs stronger) {
    setting.checkNotEmpty();
    List<String> signs = setting.each(text -> sign(text, stronger));
    return new Signs(
        signs.stream()
            .filter(sign -> !isRedirect(sign))
            .map(Integer::valueOf)
            .collect(toUnmodifiableSet()),
        signs.stream().filter(OutcomeBinder::isRedirect).toList());
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

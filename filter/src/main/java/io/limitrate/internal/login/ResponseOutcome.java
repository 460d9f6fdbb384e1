package io.limitrate.internal.login;

import io.limitrate.internal.uri.Redirect;
import io.limitrate.internal.uri.RedirectRule;
import io.limitrate.internal.uri.RequestUri;
import io.limitrate.login.Outcome;
import io.limitrate.login.OutcomeRules;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the outcome of a login from its response by the {@link OutcomeRules} of the login.
 * Immutable.
 *
 * @param rules the meaning of statuses and redirects
 * @param request the URI against which a relative {@code Location} is resolved
 */
public record ResponseOutcome(OutcomeRules rules, RequestUri request) {

  /**
   * Returns the outcome. A rule of a failure takes precedence over a rule of a success.
   *
   * @param location the Location header as the application or the container wrote it, or {@code
   *     null}
   */
  public Outcome of(int status, @Nullable String location) {
    if (rules.failureStatuses().contains(status)) {
      return Outcome.FAILURE;
    }
    return location != null && isRedirect(status)
        ? ofRedirect(status, Redirect.resolve(location, request))
        : known(rules.successStatuses().contains(status));
  }

  /** Returns the outcome, with a description of the response if the outcome is unknown. */
  public ObservedOutcome observe(int status, @Nullable String location) {
    Outcome outcome = of(status, location);
    return outcome == Outcome.UNKNOWN
        ? ObservedOutcome.unnamed(status, isRedirect(status) ? location : null, request)
        : new ObservedOutcome(outcome);
  }

  private static boolean isRedirect(int status) {
    return status / 100 == 3;
  }

  private static Outcome known(boolean success) {
    return success ? Outcome.SUCCESS : Outcome.UNKNOWN;
  }

  private Outcome ofRedirect(int status, @Nullable Redirect target) {
    if (target == null) {
      return Outcome.UNKNOWN;
    }
    List<RedirectRule> failures = RedirectRule.parseAll(rules.failureRedirects());
    if (failures.stream().anyMatch(rule -> rule.matches(target, request))) {
      return Outcome.FAILURE;
    }
    // A status or a wildcard never covers the path of a failure's redirect.
    boolean doubtful = failures.stream().anyMatch(rule -> rule.covers(target, request));
    return known(
        (rules.successStatuses().contains(status) && !doubtful)
            || RedirectRule.parseAll(rules.successRedirects()).stream()
                .anyMatch(rule -> !(rule.below() && doubtful) && rule.matches(target, request)));
  }
}

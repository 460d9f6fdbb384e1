package io.limitrate.internal.login;

import io.limitrate.internal.uri.Redirect;
import io.limitrate.internal.uri.RedirectRule;
import io.limitrate.internal.uri.RequestUri;
import io.limitrate.login.Outcome;
import io.limitrate.login.OutcomeRules;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of an attempt, as its response or its method shows it. Immutable.
 *
 * @param seen a description of the end of the attempt for the log, without any value from the
 *     client or the application
 */
public record ObservedOutcome(Outcome outcome, String seen) {
  private static final int LONGEST_PATH = 100;

  /** A name with a digit may be a token without a name. */
  private static final String NAME = "[A-Za-z_.-]{1,30}";

  /**
   * Creates an outcome. If it is {@link Outcome#UNKNOWN}, the description says that there was no
   * sign.
   */
  public ObservedOutcome(Outcome outcome) {
    this(outcome, "no sign of the outcome");
  }

  /** Returns an unknown outcome with a description of what was seen. */
  public static ObservedOutcome unknown(String seen) {
    return new ObservedOutcome(Outcome.UNKNOWN, seen);
  }

  /**
   * Returns the outcome of a response by the rules of the login. A rule of a failure takes
   * precedence over a rule of a success.
   *
   * @param location the Location header as the application or the container wrote it, or {@code
   *     null}
   * @param request the URI against which a relative {@code Location} is resolved
   */
  public static ObservedOutcome ofResponse(
      int status, @Nullable String location, OutcomeRules rules, RequestUri request) {
    String redirect = status / 100 == 3 ? location : null;
    Outcome outcome = outcome(status, redirect, rules, request);
    if (outcome != Outcome.UNKNOWN) {
      return new ObservedOutcome(outcome);
    }
    return unknown(
        redirect == null
            ? "status " + status
            : status + " to " + place(Redirect.resolve(redirect, request), request));
  }

  private static Outcome outcome(
      int status, @Nullable String redirect, OutcomeRules rules, RequestUri request) {
    if (rules.failureStatuses().contains(status)) {
      return Outcome.FAILURE;
    }
    return redirect == null
        ? known(rules.successStatuses().contains(status))
        : ofRedirect(status, Redirect.resolve(redirect, request), rules, request);
  }

  private static Outcome known(boolean success) {
    return success ? Outcome.SUCCESS : Outcome.UNKNOWN;
  }

  private static Outcome ofRedirect(
      int status, @Nullable Redirect target, OutcomeRules rules, RequestUri request) {
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

  private static String place(@Nullable Redirect target, RequestUri request) {
    if (target == null) {
      return "a Location that clients may understand differently";
    }
    boolean elsewhere = target.host() != null && !target.host().equals(request.host());
    return (elsewhere ? "https://" + target.host() : "") + path(target.path()) + query(target);
  }

  private static String path(String path) {
    String printable = path.replaceAll("[^!-~]", "?");
    return printable.length() <= LONGEST_PATH
        ? printable
        : printable.substring(0, LONGEST_PATH) + "...";
  }

  /** Returns the names of the parameters, since a rule may need one of them. */
  private static String query(Redirect target) {
    if (target.query().isEmpty()) {
      return "";
    }
    return target.query().keySet().stream()
        .map(name -> name.matches(NAME) ? name : "...")
        .distinct()
        .limit(5)
        .collect(Collectors.joining("&", "?", ""));
  }
}

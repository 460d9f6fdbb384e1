package io.limitrate.login;

import io.limitrate.internal.uri.Redirect;
import io.limitrate.internal.uri.RedirectRule;
import io.limitrate.internal.uri.RequestUri;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The outcome that a response means, if the application does not report the outcome itself. An
 * application uses this type in the builder of a login. Immutable.
 *
 * <p>A redirect is compared in the form that the client follows: resolved against the request's
 * URI, decoded, without path parameters and dot segments. The path must equal the path of the rule.
 * The host must be the host of the request, or the host that the rule names. The query must contain
 * all parameters of the rule's query. A response that no rule names has an unknown outcome, which
 * counts as a failure.
 *
 * @param failureStatuses the statuses of a failure; 401 by default
 * @param successStatuses the statuses of a success; none by default, because many applications also
 *     answer 200 to a wrong password
 * @param failureRedirects the redirects of a failure, such as {@code /login?error}
 * @param successRedirects the redirects of a success, such as {@code /home} or {@code /account/*}
 * @param application whether the application reports each success itself, so that no response must
 */
public record OutcomeRules(
    Set<Integer> failureStatuses,
    Set<Integer> successStatuses,
    List<String> failureRedirects,
    List<String> successRedirects,
    boolean application) {
  /** The default rules: 401 is a failure. */
  public static final OutcomeRules DEFAULT =
      new OutcomeRules(Set.of(401), Set.of(), List.of(), List.of());

  /**
   * Creates rules without the promise that the application reports each success itself.
   *
   * @throws IllegalArgumentException for a redirect that is neither a path nor a URL, or that is
   *     given twice
   */
  public OutcomeRules(
      Set<Integer> failureStatuses,
      Set<Integer> successStatuses,
      List<String> failureRedirects,
      List<String> successRedirects) {
    this(failureStatuses, successStatuses, failureRedirects, successRedirects, false);
  }

  /**
   * Copies the collections.
   *
   * @throws IllegalArgumentException for a redirect that is neither a path nor a URL, or that is
   *     given twice
   */
  public OutcomeRules {
    failureStatuses = Set.copyOf(failureStatuses);
    successStatuses = Set.copyOf(successStatuses);
    failureRedirects = List.copyOf(failureRedirects);
    successRedirects = List.copyOf(successRedirects);
    check(failureRedirects);
    check(successRedirects);
  }

  private static void check(List<String> redirects) {
    RedirectRule.parseAll(redirects);
    Set<String> seen = new HashSet<>();
    for (String redirect : redirects) {
      if (!seen.add(redirect)) {
        throw new IllegalArgumentException("redirect \"" + redirect + "\": is given twice");
      }
    }
  }

  /** Returns whether everything that this redirect matches is a failure by these rules. */
  public boolean isFailure(String redirect) {
    RedirectRule rule = RedirectRule.parse(redirect);
    return RedirectRule.parseAll(failureRedirects).stream()
        .anyMatch(failure -> failure.includes(rule));
  }

  /**
   * Returns whether no response is a success, and the application does not promise to report each
   * success itself.
   */
  public boolean namesNoSuccess() {
    return !application && successStatuses.isEmpty() && successRedirects.isEmpty();
  }

  /**
   * Returns the redirects of a success that equal a redirect of a failure without its query. If the
   * query of the failure is lost, a wrong password would count as a success.
   */
  public List<String> confusable() {
    List<RedirectRule> failures = RedirectRule.parseAll(failureRedirects);
    return successRedirects.stream()
        .filter(text -> isConfusable(RedirectRule.parse(text), failures))
        .toList();
  }

  private static boolean isConfusable(RedirectRule success, List<RedirectRule> failures) {
    Redirect place = new Redirect(success.host(), success.path(), success.query());
    return !success.below()
        && success.query().isEmpty()
        && failures.stream().anyMatch(failure -> failure.covers(place, RequestUri.NONE));
  }
}

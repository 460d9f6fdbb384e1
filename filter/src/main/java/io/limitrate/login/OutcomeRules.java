package io.limitrate.login;

import io.limitrate.internal.uri.Redirect;
import io.limitrate.internal.uri.RedirectRule;
import io.limitrate.internal.uri.RequestUri;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a response says about the outcome of a login, where the application does not. Immutable.
 *
 * <p>A redirect is compared as the client follows it: resolved against the request's URI, decoded,
 * without path parameters and dot segments. The path has to be the rule's, on the host that the
 * request was sent to, or on the host that the rule names; all parameters of the rule's query have
 * to be there. A response that no rule names has an unknown outcome, which counts as a failure.
 *
 * @param failureStatuses statuses of a failure; 401 by default
 * @param successStatuses statuses of a success; none by default, for many an application answers
 *     200 to a wrong password too
 * @param failureRedirects where a failure is redirected to, such as {@code /login?error}
 * @param successRedirects where a success is redirected to, such as {@code /home} or {@code
 *     /account/*}
 * @param application whether the application is known to tell each success itself, so that no
 *     response needs to
 */
public record OutcomeRules(
    Set<Integer> failureStatuses,
    Set<Integer> successStatuses,
    List<String> failureRedirects,
    List<String> successRedirects,
    boolean application) {
  /** 401 is a failure. */
  public static final OutcomeRules DEFAULT =
      new OutcomeRules(Set.of(401), Set.of(), List.of(), List.of());

  /** Rules for an application of which it is not known whether it tells a success itself. */
  public OutcomeRules(
      Set<Integer> failureStatuses,
      Set<Integer> successStatuses,
      List<String> failureRedirects,
      List<String> successRedirects) {
    this(failureStatuses, successStatuses, failureRedirects, successRedirects, false);
  }

  /**
   * Copies all.
   *
   * @throws IllegalArgumentException for a redirect that is neither a path nor a URL, or that is
   *     given twice
   */
  public OutcomeRules {
    failureStatuses = Set.copyOf(failureStatuses);
    successStatuses = Set.copyOf(successStatuses);
    failureRedirects = List.copyOf(failureRedirects);
    successRedirects = List.copyOf(successRedirects);
    Stream.of(failureRedirects, successRedirects)
        .flatMap(List::stream)
        .forEach(RedirectRule::parse);
    checkOnce(failureRedirects);
    checkOnce(successRedirects);
  }

  private static void checkOnce(List<String> redirects) {
    Set<String> seen = new HashSet<>();
    for (String redirect : redirects) {
      if (!seen.add(redirect)) {
        throw new IllegalArgumentException("redirect \"" + redirect + "\": is given twice");
      }
    }
  }

  private static List<RedirectRule> rules(List<String> redirects) {
    return redirects.stream().map(RedirectRule::parse).toList();
  }

  /** Whether all that this redirect names is a failure by these rules. */
  public boolean isFailure(String redirect) {
    RedirectRule rule = RedirectRule.parse(redirect);
    return rules(failureRedirects).stream().anyMatch(failure -> failure.includes(rule));
  }

  /** Whether no response is a success, although nobody has said that the application tells it. */
  public boolean namesNoSuccess() {
    return !application && successStatuses.isEmpty() && successRedirects.isEmpty();
  }

  /**
   * The redirects of a success that a failure's redirect becomes once it lacks its query, so that a
   * wrong password would count as a success.
   */
  public List<String> confusable() {
    List<RedirectRule> failures = rules(failureRedirects);
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

package io.limitrate.login;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a response says about the outcome of a login, where nobody else does. Immutable.
 *
 * @param failureStatuses statuses of a failure; 401 by default
 * @param successStatuses statuses of a success; none by default, for many an application answers
 *     200 to a wrong password too
 * @param failureRedirects where a failure is redirected to: the beginnings of paths, with a query
 *     or without
 * @param successRedirects where a success is redirected to
 */
public record OutcomeRules(
    Set<Integer> failureStatuses,
    Set<Integer> successStatuses,
    List<String> failureRedirects,
    List<String> successRedirects) {
  /** 401 is a failure. */
  public static final OutcomeRules DEFAULT =
      new OutcomeRules(Set.of(401), Set.of(), List.of(), List.of());

  /** Copies all. */
  public OutcomeRules {
    failureStatuses = Set.copyOf(failureStatuses);
    successStatuses = Set.copyOf(successStatuses);
    failureRedirects = List.copyOf(failureRedirects);
    successRedirects = List.copyOf(successRedirects);
  }

  /**
   * What the response says. A failure wins.
   *
   * @param location the Location header, or {@code null}: a URL, or a path with or without the
   *     context's
   * @param contextPath the application's
   */
  public Outcome of(int status, @Nullable String location, String contextPath) {
    String path = location == null ? null : path(location, contextPath);
    if (failureStatuses.contains(status) || begins(path, failureRedirects)) {
      return Outcome.FAILURE;
    }
    return successStatuses.contains(status) || begins(path, successRedirects)
        ? Outcome.SUCCESS
        : Outcome.UNKNOWN;
  }

  private static boolean begins(@Nullable String path, List<String> beginnings) {
    return path != null && beginnings.stream().anyMatch(path::startsWith);
  }

  /** The part of a location that a rule speaks of. */
  private static String path(String location, String contextPath) {
    int scheme = location.indexOf("://");
    int slash = scheme < 0 ? 0 : location.indexOf('/', scheme + 3);
    String path = slash < 0 ? "/" : location.substring(slash);
    return path.startsWith(contextPath + "/") ? path.substring(contextPath.length()) : path;
  }
}

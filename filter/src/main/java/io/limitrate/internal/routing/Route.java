package io.limitrate.internal.routing;

import io.limitrate.Policy;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the rules say about a request: which policies apply, and what its path stands for.
 *
 * <p>Immutable and thread-safe.
 */
public final class Route {
  /** No rule speaks of the request. */
  static final Route NONE = new Route(List.of(), null, null, List.of());

  private final List<Policy> policies;
  private final @Nullable String endpoint;
  private final @Nullable String login;
  private final List<PathPatterns.Match<RuleTable.Entry>> matches;

  Route(
      List<Policy> policies,
      @Nullable String endpoint,
      @Nullable String login,
      List<PathPatterns.Match<RuleTable.Entry>> matches) {
    this.policies = List.copyOf(policies);
    this.endpoint = endpoint;
    this.login = login;
    this.matches = List.copyOf(matches);
  }

  /** The policies that apply, each once, those of the most specific rule first. */
  public List<Policy> policies() {
    return policies;
  }

  /**
   * The method and the path pattern of the most specific rule, such as {@code GET /products/{id}};
   * HEAD is GET, and {@code *} stands for a method that neither HTTP nor a rule knows, lest
   * inventing methods be a way to new counters. {@code null} where no rule matches.
   */
  public @Nullable String endpoint() {
    return endpoint;
  }

  /** The name of the login that the request is an attempt at, {@code null} for none. */
  public @Nullable String login() {
    return login;
  }

  /** A variable of a path pattern that matched, the most specific first. */
  public @Nullable String variable(String name) {
    for (PathPatterns.Match<RuleTable.Entry> match : matches) {
      String value = match.variable(name);
      if (value != null) {
        return value;
      }
    }
    return null;
  }
}

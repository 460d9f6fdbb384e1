package io.limitrate.internal.routing;

import io.limitrate.Call;
import io.limitrate.Policy;
import io.limitrate.internal.path.PathPatterns;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The policies, the endpoint, the login and the path variables that the rules give a request.
 *
 * <p>Immutable and thread-safe.
 */
public final class Route {
  /** The route of a request that no rule matches. */
  static final Route NONE = new Route(List.of(), List.of(), null, null, List.of());

  private final List<Policy> policies;
  private final Exemption @Nullable [] exemptions;
  private final @Nullable String endpoint;
  private final @Nullable String login;
  private final List<PathPatterns.Match<RuleEntry>> matches;

  Route(
      List<Policy> policies,
      List<Exemption> exemptions,
      @Nullable String endpoint,
      @Nullable String login,
      List<PathPatterns.Match<RuleEntry>> matches) {
    this.policies = List.copyOf(policies);
    this.exemptions = exemptions.isEmpty() ? null : exemptions.toArray(Exemption[]::new);
    this.endpoint = endpoint;
    this.login = login;
    this.matches = List.copyOf(matches);
  }

  /** Returns the policies of a request without duplicates, the most specific rule first. */
  public List<Policy> policies(Call call) {
    return exemptions == null ? policies : policies(exemptions, call);
  }

  private List<Policy> policies(Exemption[] exempting, Call call) {
    for (Exemption exemption : exempting) {
      if (exemption.covers(call)) {
        return exemption.policies();
      }
    }
    return policies;
  }

  /**
   * Returns the method and the path pattern of the most specific rule, such as {@code GET
   * /products/{id}}; {@code null} if no rule matches. HEAD is reported as GET. A method that
   * neither HTTP nor a rule knows is reported as {@code *}, so that a client cannot get new
   * counters by new methods.
   */
  public @Nullable String endpoint() {
    return endpoint;
  }

  /** Returns the name of the login if the request is a login attempt, else {@code null}. */
  public @Nullable String login() {
    return login;
  }

  /**
   * Returns the value of a path variable in the most specific matching pattern that has the
   * variable; {@code null} if no pattern has it.
   */
  public @Nullable String variable(String name) {
    for (PathPatterns.Match<RuleEntry> match : matches) {
      String value = match.variable(name);
      if (value != null) {
        return value;
      }
    }
    return null;
  }
}

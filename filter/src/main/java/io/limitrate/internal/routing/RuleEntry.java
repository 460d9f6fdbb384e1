package io.limitrate.internal.routing;

import io.limitrate.CallerList;
import io.limitrate.Policy;
import io.limitrate.config.Rule;
import io.limitrate.internal.path.HttpMethods;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A rule of the {@link RuleTable}. Immutable.
 *
 * @param methods the methods in upper case; empty for all methods
 * @param exempts whether the rule exempts, so that less specific rules do not apply
 * @param callers the callers that the rule exempts; {@code null} for all callers
 * @param login the name of the login that the rule guards
 */
record RuleEntry(
    Set<String> methods,
    List<Policy> policies,
    boolean exempts,
    @Nullable CallerList callers,
    @Nullable String login) {
  static final String GET = "GET";
  static final String HEAD = "HEAD";

  static RuleEntry of(Rule rule) {
    Set<String> methods = rule.methods();
    if (rule instanceof Rule.Login login) {
      return new RuleEntry(methods, List.of(), false, null, login.login());
    }
    return rule instanceof Rule.Exempt exempt
        ? new RuleEntry(methods, List.of(), true, exempt.callers().orElse(null), null)
        : new RuleEntry(methods, ((Rule.Limit) rule).policies(), false, null, null);
  }

  /** Returns whether less specific rules apply to no caller. */
  boolean last() {
    return exempts && callers == null;
  }

  boolean guards() {
    return login != null;
  }

  /** Returns whether the rule covers a method, given as sent and in upper case. */
  boolean covers(String sent, String upper) {
    if (methods.isEmpty()) {
      return !guards() || !HttpMethods.SAFE.contains(sent);
    }
    return names(exempts ? sent : upper);
  }

  private boolean names(String method) {
    return methods.contains(method) || (method.equals(HEAD) && methods.contains(GET));
  }
}

package io.limitrate.config;

import io.limitrate.CallerList;
import io.limitrate.Policy;
import io.limitrate.internal.path.HttpMethods;
import io.limitrate.internal.path.PathPattern;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Applies policies or a login to requests by a path pattern and HTTP methods. All rules that match
 * a request apply, from the most specific rule to the least specific rule. An exempting rule ends
 * the list, so no less specific rule applies.
 *
 * <p>Paths: {@code /login}, {@code /api/products/{id}}, {@code /api/*} (and all paths below),
 * {@code /*}, {@code *.jsp}. Limits and logins match a method in any case. An exemption matches the
 * method in upper case only, because an application may treat {@code get} as a method of its own. A
 * limit or an exemption without methods matches all methods.
 *
 * <p>The constructors throw an IllegalArgumentException when the path is not a pattern, a method is
 * not the name of a method, or a limit has no policy.
 */
public sealed interface Rule {

  /** Returns the path pattern. */
  String path();

  /** Returns the methods in upper case. Empty when the rule names no methods. */
  Set<String> methods();

  /** Applies policies to matching requests. */
  record Limit(String path, Set<String> methods, List<Policy> policies) implements Rule {
    public Limit {
      PathPattern.parse(path);
      methods = HttpMethods.upperCase(methods);
      policies = List.copyOf(policies);
      if (policies.isEmpty()) {
        throw new IllegalArgumentException("rule for \"" + path + "\": needs a policy");
      }
    }
  }

  /**
   * Treats matching requests as login attempts, whatever other rules say.
   *
   * @param methods the methods; empty for all methods that are not safe (RFC 9110, section 9.2.1)
   * @param login the name of the login
   */
  record Login(String path, Set<String> methods, String login) implements Rule {
    public Login {
      PathPattern.parse(path);
      methods = HttpMethods.upperCase(methods);
    }
  }

  /**
   * Exempts matching requests from all less specific rules.
   *
   * @param callers the callers that the rule exempts, also from limits of the same path that share
   *     a method; empty for all callers
   */
  record Exempt(String path, Set<String> methods, Optional<CallerList> callers) implements Rule {
    /** Exempts all callers. */
    public Exempt(String path, Set<String> methods) {
      this(path, methods, Optional.empty());
    }

    public Exempt {
      PathPattern.parse(path);
      methods = HttpMethods.upperCase(methods);
    }
  }
}

package io.limitrate.config;

import io.limitrate.Policy;
import java.util.List;
import java.util.Set;

/**
 * Where policies apply: a path pattern and methods. All rules that match a request apply, from the
 * most specific on; an exempting rule ends the list, so that it shields from all that are less
 * specific.
 *
 * <p>Paths: {@code /login}, {@code /api/products/{id}}, {@code /api/*} (and all below), {@code /*},
 * {@code *.jsp}. Limits and logins cover a method in any case; an exemption covers the method in
 * upper case only, for an application may take {@code get} for another one. No method means all.
 */
public sealed interface Rule {

  /** The path pattern. */
  String path();

  /** The methods, in upper case; empty for all. */
  Set<String> methods();

  /** These policies apply. */
  record Limit(String path, Set<String> methods, List<Policy> policies) implements Rule {
    public Limit {
      methods = Set.copyOf(methods);
      policies = List.copyOf(policies);
    }
  }

  /**
   * These are attempts to log in, whatever other rules say.
   *
   * @param methods none for all that are not safe (RFC 9110, section 9.2.1)
   * @param login the name of the login
   */
  record Login(String path, Set<String> methods, String login) implements Rule {
    public Login {
      methods = Set.copyOf(methods);
    }
  }

  /** Nothing less specific applies. */
  record Exempt(String path, Set<String> methods) implements Rule {
    public Exempt {
      methods = Set.copyOf(methods);
    }
  }
}

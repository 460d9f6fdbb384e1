package io.limitrate.internal.routing;

import io.limitrate.Policy;
import io.limitrate.config.Configuration;
import io.limitrate.config.ConfigurationException;
import io.limitrate.config.Rule;
import io.limitrate.internal.concurrent.RecentEntries;
import io.limitrate.internal.path.NormalPath;
import io.limitrate.internal.path.PathPatterns;
import io.limitrate.internal.path.RequestedPath;
import io.limitrate.internal.review.NamedRule;
import io.limitrate.internal.review.RuleReview;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Finds the rules that apply to a request.
 *
 * <p>Thread-safe. All matching rules apply, in the order from the most specific to the least
 * specific, up to the first rule that exempts the caller. Of rules with the same path, a rule that
 * names methods is more specific than a rule for all methods. Rules for GET apply to HEAD.
 *
 * <p>Methods are case-sensitive (RFC 9110, section 9.1), but an application may treat {@code get}
 * as {@code GET}. So limits and logins cover a method in any case, and an exemption covers only the
 * exact case. An exemption does not apply to a path with empty segments, dot segments or path
 * parameters. A login that names no methods covers all methods but {@code GET}, {@code HEAD},
 * {@code OPTIONS} and {@code TRACE}, in upper case.
 *
 * <p>The path that the client requested may differ from the path that the container mapped the
 * request to. Then the rules of both paths apply, and a rule exempts only if it matches both.
 */
public final class RuleTable {
  private static final List<String> HTTP_METHODS =
      List.of("GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT");
  private static final int LONGEST_REMEMBERED = 200;

  private final PathPatterns<RuleEntry> patterns;
  private final Set<String> methods;

  /** Whether a rule exempts only some callers. */
  private final boolean exemptsSome;

  /** Routes of recent requests. */
  private final RecentEntries<Recent> recent = new RecentEntries<>(1 << 10);

  private RuleTable(PathPatterns<RuleEntry> patterns, Set<String> methods, boolean exemptsSome) {
    this.patterns = patterns;
    this.exemptsSome = exemptsSome;
    this.methods = methods;
  }

  /**
   * Creates the table of the rules and logins of a configuration.
   *
   * @throws ConfigurationException when rules have no effect; lists all of them
   */
  public static RuleTable of(Configuration configuration) {
    RuleTable table = of(NamedRule.of(configuration).stream().map(NamedRule::rule).toList());
    if (configuration.isBuilt()) { // the reader of a file reviews the rules itself
      RuleReview.check(configuration);
    }
    return table;
  }

  /** Creates the table of these rules. */
  public static RuleTable of(List<Rule> rules) {
    PathPatterns.Builder<RuleEntry> patterns = PathPatterns.builder();
    Set<String> methods = new TreeSet<>(HTTP_METHODS);
    List<Rule> ordered = new ArrayList<>(rules);
    ordered.sort(
        Comparator.comparing((Rule rule) -> rule.methods().isEmpty())
            .thenComparing(rule -> !exemptsSome(rule)));
    boolean exemptsSome = false;
    for (Rule rule : ordered) {
      exemptsSome |= exemptsSome(rule);
      patterns.add(rule.path(), RuleEntry.of(rule));
      methods.addAll(rule.methods());
    }
    return new RuleTable(patterns.build(), Set.copyOf(methods), exemptsSome);
  }

  private static boolean exemptsSome(Rule rule) {
    return rule instanceof Rule.Exempt exempt && exempt.callers().isPresent();
  }

  /**
   * Returns the route of a request. Allocates nothing for a path of a recent request.
   *
   * @param servletPath the decoded first part of the path, as {@code getServletPath()} gives it
   * @param pathInfo the decoded rest, as {@code getPathInfo()} gives it
   */
  public Route route(String servletPath, @Nullable String pathInfo, String method) {
    return route(null, servletPath, pathInfo, method);
  }

  /**
   * Returns the route of a request, whose requested path may differ from the path of the servlet.
   *
   * @param uri the path of the request line, as {@code getRequestURI()} gives it
   * @param context the context path of the application, decoded
   */
  public Route route(
      String uri, String context, String servletPath, @Nullable String pathInfo, String method) {
    return route(
        RequestedPath.of(uri, context, servletPath, pathInfo), servletPath, pathInfo, method);
  }

  private Route route(
      @Nullable String requested, String servletPath, @Nullable String pathInfo, String method) {
    int hash = servletPath.hashCode() + (pathInfo == null ? 0 : 31 * pathInfo.hashCode());
    Recent known = recent.at(hash);
    if (known != null && known.is(requested, servletPath, pathInfo, method)) {
      return known.route;
    }
    Route route = find(requested, servletPath, pathInfo, method);
    int length = length(requested) + servletPath.length() + length(pathInfo) + method.length();
    if (length <= LONGEST_REMEMBERED) {
      recent.put(hash, new Recent(requested, servletPath, pathInfo, method, route));
    }
    return route;
  }

  private static int length(@Nullable String path) {
    return path == null ? 0 : path.length();
  }

  private Route find(
      @Nullable String requested, String servletPath, @Nullable String pathInfo, String sent) {
    String upper = sent.toUpperCase(Locale.ROOT);
    String method = upper.equals(RuleEntry.HEAD) ? RuleEntry.GET : upper;
    List<PathPatterns.Match<RuleEntry>> mapped = match(servletPath, pathInfo, sent, upper);
    List<PathPatterns.Match<RuleEntry>> asked =
        requested == null ? mapped : match(requested, null, sent, upper);
    boolean detour = NormalPath.isDetour(pathInfo == null ? servletPath : servletPath + pathInfo);
    List<PathPatterns.Match<RuleEntry>> matches = upToExempt(asked, detour ? List.of() : mapped);
    int ofRequested = matches.size();
    List<PathPatterns.Match<RuleEntry>> all = new ArrayList<>(asked);
    if (requested != null) {
      matches.addAll(upToExempt(mapped, detour ? List.of() : asked));
      all.addAll(mapped);
    }
    List<Exemption> exemptions = exemptsSome ? Exemption.of(matches, ofRequested) : List.of();
    String login = login(all);
    return matches.isEmpty() && login == null
        ? Route.NONE
        : new Route(policies(matches), exemptions, endpoint(method, matches), login, matches);
  }

  private List<PathPatterns.Match<RuleEntry>> match(
      String servletPath, @Nullable String pathInfo, String sent, String upper) {
    return patterns.match(servletPath, pathInfo).stream()
        .filter(match -> match.value().covers(sent, upper))
        .toList();
  }

  /**
   * Returns the matches up to the first exempting rule. A rule exempts only if it matches both
   * paths, so if {@code others} has the rule too.
   */
  private static List<PathPatterns.Match<RuleEntry>> upToExempt(
      List<PathPatterns.Match<RuleEntry>> all, List<PathPatterns.Match<RuleEntry>> others) {
    List<PathPatterns.Match<RuleEntry>> matches = new ArrayList<>();
    for (PathPatterns.Match<RuleEntry> match : all) {
      RuleEntry entry = match.value();
      if (!entry.guards() && !entry.exempts()) {
        matches.add(match);
      } else if (entry.exempts() && others.stream().anyMatch(o -> o.value().equals(entry))) {
        matches.add(match);
        if (entry.last()) {
          break;
        }
      }
    }
    return matches;
  }

  /** Returns the login of the request; an exemption does not switch off a login. */
  private static @Nullable String login(List<PathPatterns.Match<RuleEntry>> all) {
    return all.stream()
        .map(match -> match.value().login())
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  static List<Policy> policies(List<PathPatterns.Match<RuleEntry>> matches) {
    Map<String, Policy> policies = new LinkedHashMap<>();
    for (PathPatterns.Match<RuleEntry> match : matches) {
      match.value().policies().forEach(policy -> policies.putIfAbsent(policy.name(), policy));
    }
    return List.copyOf(policies.values());
  }

  private @Nullable String endpoint(String method, List<PathPatterns.Match<RuleEntry>> matches) {
    return matches.isEmpty()
        ? null
        : (methods.contains(method) ? method : "*") + " " + matches.get(0).pattern();
  }

  private record Recent(
      @Nullable String requested,
      String servletPath,
      @Nullable String pathInfo,
      String method,
      Route route) {
    boolean is(
        @Nullable String otherRequested,
        String otherServletPath,
        @Nullable String otherPathInfo,
        String otherMethod) {
      return servletPath.equals(otherServletPath)
          && method.equals(otherMethod)
          && Objects.equals(pathInfo, otherPathInfo)
          && Objects.equals(requested, otherRequested);
    }
  }
}

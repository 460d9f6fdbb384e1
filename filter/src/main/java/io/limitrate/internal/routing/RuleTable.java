package io.limitrate.internal.routing;

import io.limitrate.Policy;
import io.limitrate.config.Configuration;
import io.limitrate.config.ConfigurationException;
import io.limitrate.config.NamedRule;
import io.limitrate.config.Rule;
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
 * Finds the rules that a request falls under.
 *
 * <p>Thread-safe. All matching rules apply, the most specific first, up to one that exempts. Of
 * rules with the same path, one that names methods is more specific than one for all methods. HEAD
 * falls under rules for GET.
 *
 * <p>Methods are case-sensitive (RFC 9110, section 9.1), and an application may treat {@code get}
 * as it likes. A doubt never exempts: limits and guards cover a method in any case; an exemption
 * covers it as it is written only, and no path that takes a detour; only {@code GET}, {@code HEAD},
 * {@code OPTIONS} and {@code TRACE} are known to be safe.
 *
 * <p>A request falls under the rules of two paths, where these differ: the one that the client
 * requested, and the one that the container mapped it to. A rule exempts only if it matches both.
 */
public final class RuleTable {
  private static final List<String> HTTP_METHODS =
      List.of("GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT");
  private static final String GET = "GET";
  private static final String HEAD = "HEAD";
  private static final int LONGEST_REMEMBERED = 200;

  private final PathPatterns<Entry> patterns;
  private final Set<String> methods;

  /** Routes of recent requests. A race loses one at most: an entry is immutable. */
  private final @Nullable Recent[] recent = new Recent[1 << 10];

  private RuleTable(PathPatterns<Entry> patterns, Set<String> methods) {
    this.patterns = patterns;
    this.methods = methods;
  }

  /**
   * A table of the rules and logins of a configuration.
   *
   * @throws ConfigurationException listing all rules that can have no effect, or all path patterns
   *     that are none
   */
  public static RuleTable of(Configuration configuration) {
    RuleTable table = of(NamedRule.of(configuration).stream().map(NamedRule::rule).toList());
    if (configuration.isBuilt()) { // the reader of a file has reviewed the rules
      new RuleReview().check(configuration);
    }
    return table;
  }

  /**
   * A table of these rules.
   *
   * @throws ConfigurationException listing all path patterns that are none
   */
  public static RuleTable of(List<Rule> rules) {
    PathPatterns.Builder<Entry> patterns = PathPatterns.builder();
    Set<String> methods = new TreeSet<>(HTTP_METHODS);
    List<String> errors = new ArrayList<>();
    List<Rule> ordered = new ArrayList<>(rules);
    ordered.sort(Comparator.comparing((Rule rule) -> rule.methods().isEmpty()));
    for (Rule rule : ordered) {
      try {
        Entry entry = Entry.of(rule);
        patterns.add(rule.path(), entry);
        methods.addAll(entry.methods());
      } catch (IllegalArgumentException e) {
        errors.add("rules: " + e.getMessage());
      }
    }
    if (!errors.isEmpty()) {
      throw new ConfigurationException(errors);
    }
    return new RuleTable(patterns.build(), Set.copyOf(methods));
  }

  /**
   * The route of a request. Where the path was seen lately, it costs no allocation.
   *
   * @param servletPath the decoded first part of the path, as {@code getServletPath()} gives it
   * @param pathInfo the decoded rest, as {@code getPathInfo()} gives it
   */
  public Route route(String servletPath, @Nullable String pathInfo, String method) {
    return route(null, servletPath, pathInfo, method);
  }

  /**
   * The route of a request, whose client may have requested another path than the servlet's.
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
    int slot = (hash ^ hash >>> 16) & recent.length - 1;
    Recent known = recent[slot];
    if (known != null && known.is(requested, servletPath, pathInfo, method)) {
      return known.route;
    }
    Route route = find(requested, servletPath, pathInfo, method);
    int length = length(requested) + servletPath.length() + length(pathInfo) + method.length();
    if (length <= LONGEST_REMEMBERED) {
      recent[slot] = new Recent(requested, servletPath, pathInfo, method, route);
    }
    return route;
  }

  private static int length(@Nullable String path) {
    return path == null ? 0 : path.length();
  }

  private Route find(
      @Nullable String requested, String servletPath, @Nullable String pathInfo, String sent) {
    String upper = sent.toUpperCase(Locale.ROOT);
    String method = upper.equals(HEAD) ? GET : upper;
    List<PathPatterns.Match<Entry>> mapped = match(servletPath, pathInfo, sent, upper);
    List<PathPatterns.Match<Entry>> asked =
        requested == null ? mapped : match(requested, null, sent, upper);
    boolean detour = NormalPath.isDetour(pathInfo == null ? servletPath : servletPath + pathInfo);
    List<PathPatterns.Match<Entry>> matches = upToExempt(asked, detour ? List.of() : mapped);
    List<PathPatterns.Match<Entry>> all = new ArrayList<>(asked);
    if (requested != null) {
      matches.addAll(upToExempt(mapped, detour ? List.of() : asked));
      all.addAll(mapped);
    }
    String login = login(all);
    return matches.isEmpty() && login == null
        ? Route.NONE
        : new Route(policies(matches), endpoint(method, matches), login, matches);
  }

  private List<PathPatterns.Match<Entry>> match(
      String servletPath, @Nullable String pathInfo, String sent, String upper) {
    return patterns.match(servletPath, pathInfo).stream()
        .filter(match -> match.value().covers(sent, upper))
        .toList();
  }

  /** The matches up to the first that exempts, which it does only if it is among the others too. */
  private static List<PathPatterns.Match<Entry>> upToExempt(
      List<PathPatterns.Match<Entry>> all, List<PathPatterns.Match<Entry>> others) {
    List<PathPatterns.Match<Entry>> matches = new ArrayList<>();
    for (PathPatterns.Match<Entry> match : all) {
      Entry entry = match.value();
      if (!entry.guards() && !entry.last()) {
        matches.add(match);
      } else if (entry.last() && others.stream().anyMatch(other -> other.value().equals(entry))) {
        matches.add(match);
        break;
      }
    }
    return matches;
  }

  /** No exemption shields from the guard of a login. */
  private static @Nullable String login(List<PathPatterns.Match<Entry>> all) {
    return all.stream()
        .map(match -> match.value().login())
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  private static List<Policy> policies(List<PathPatterns.Match<Entry>> matches) {
    Map<String, Policy> policies = new LinkedHashMap<>();
    for (PathPatterns.Match<Entry> match : matches) {
      match.value().policies().forEach(policy -> policies.putIfAbsent(policy.name(), policy));
    }
    return List.copyOf(policies.values());
  }

  private @Nullable String endpoint(String method, List<PathPatterns.Match<Entry>> matches) {
    return matches.isEmpty()
        ? null
        : (methods.contains(method) ? method : "*") + " " + matches.get(0).pattern();
  }

  /** A rule; the last of a list when it exempts. */
  record Entry(Set<String> methods, List<Policy> policies, boolean last, @Nullable String login) {
    static Entry of(Rule rule) {
      Set<String> upper = new TreeSet<>();
      rule.methods().forEach(method -> upper.add(method.toUpperCase(Locale.ROOT)));
      Set<String> methods = Set.copyOf(upper);
      if (rule instanceof Rule.Login login) {
        return new Entry(methods, List.of(), false, login.login());
      }
      return rule instanceof Rule.Limit limit
          ? new Entry(methods, limit.policies(), false, null)
          : new Entry(methods, List.of(), true, null);
    }

    boolean guards() {
      return login != null;
    }

    /** Whether it covers a method, which came as {@code sent}, and is this in upper case. */
    boolean covers(String sent, String upper) {
      if (methods.isEmpty()) {
        return !guards() || !RuleScope.SAFE.contains(sent);
      }
      return names(last ? sent : upper);
    }

    private boolean names(String method) {
      return methods.contains(method) || (method.equals(HEAD) && methods.contains(GET));
    }
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

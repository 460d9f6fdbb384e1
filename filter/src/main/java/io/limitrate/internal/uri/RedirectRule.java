package io.limitrate.internal.uri;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A rule that matches redirects: {@code /login?error}, {@code /account/*}, {@code
 * https://shop.example/home}. Immutable.
 *
 * @param host the host of the redirect in the form of {@link RequestUri}; {@code null} for the host
 *     of the request
 * @param path the path within the application or of the host, in the form of {@link Redirect}
 * @param below whether the rule also matches all paths below
 * @param query the required parameters; an empty value matches any value
 */
public record RedirectRule(
    @Nullable String host, String path, boolean below, Map<String, List<String>> query) {
  static final String FORM =
      "a path that starts with /, such as /login?error or /account/*, or an http or https URL,"
          + " without ; \\ # and . or .. segments";

  private static final Pattern PLAIN = Pattern.compile("(?:https?:/)?/[^/;#\\\\*][^;#\\\\*]*|/");
  private static final Pattern DOTS = Pattern.compile("/\\.\\.?(/|$)");
  private static final String BELOW = "/*";

  /**
   * Reads a rule.
   *
   * @throws IllegalArgumentException for an invalid rule, with the text and the valid form
   */
  public static RedirectRule parse(String text) {
    int mark = text.indexOf('?');
    String place = mark < 0 ? text : text.substring(0, mark);
    boolean below = place.endsWith(BELOW);
    String base = below ? place.substring(0, place.length() - BELOW.length()) : place;
    Redirect target = Redirect.resolve(base.isEmpty() ? "/" : base, RequestUri.NONE);
    boolean plain = PLAIN.matcher(base.isEmpty() && below ? "/" : base).matches();
    if (target == null || !plain || DOTS.matcher(base).find() || text.indexOf('#') >= 0) {
      throw new IllegalArgumentException("redirect \"" + text + "\": must be " + FORM);
    }
    String query = mark < 0 ? null : text.substring(mark + 1);
    return new RedirectRule(target.host(), target.path(), below, UriQuery.of(query));
  }

  /** Reads several rules, like {@link #parse}. */
  public static List<RedirectRule> parseAll(List<String> texts) {
    return texts.stream().map(RedirectRule::parse).toList();
  }

  /** Returns whether the rule matches the target of a redirect, with its query. */
  public boolean matches(Redirect target, RequestUri request) {
    return covers(target, request) && hasQuery(target.query());
  }

  /** Returns whether the rule matches the target of a redirect, without regard to the query. */
  public boolean covers(Redirect target, RequestUri request) {
    return Objects.equals(target.host(), host == null ? request.host() : host)
        && (isAt(target.path()) || isAt(withoutContext(target.path(), request.contextPath())));
  }

  private boolean isAt(String place) {
    return place.equals(path) || (below && (path.equals("/") || place.startsWith(path + "/")));
  }

  /**
   * Removes the context path. A proxy may publish the application at another path, such as the
   * root.
   */
  private static String withoutContext(String path, String contextPath) {
    String context = contextPath.isEmpty() ? null : UriPath.normal(contextPath);
    if (context == null || !(path.equals(context) || path.startsWith(context + "/"))) {
      return path;
    }
    return path.equals(context) ? "/" : path.substring(context.length());
  }

  private boolean hasQuery(Map<String, List<String>> given) {
    return query.entrySet().stream()
        .allMatch(
            wanted -> {
              List<String> values = given.getOrDefault(wanted.getKey(), List.of());
              return !values.isEmpty()
                  && wanted.getValue().stream().allMatch(v -> v.isEmpty() || values.contains(v));
            });
  }

  /** Returns whether this rule matches everything that the other rule matches. */
  public boolean includes(RedirectRule other) {
    Redirect narrowest = new Redirect(other.host, other.path, other.query);
    return (below || !other.below) && matches(narrowest, RequestUri.NONE);
  }
}

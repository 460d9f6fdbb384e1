package io.limitrate.internal.uri;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which redirects are a sign: {@code /login?error}, {@code /account/*}, {@code
 * https://shop.example/home}. Immutable.
 *
 * @param host the host that it names, as {@link RequestUri} has it; {@code null} for the host that
 *     the request was sent to
 * @param path within the application, or of the host; in the spelling of {@link Redirect}
 * @param below whether all paths below match as well
 * @param query the parameters that have to be there; an empty value stands for any value
 */
public record RedirectRule(
    @Nullable String host, String path, boolean below, Map<String, List<String>> query) {
  static final String FORM =
      "a path from / on, such as /login?error or /account/*, or an http or https URL,"
          + " without ; \\ # and . or .. segments";

  private static final Pattern PLAIN = Pattern.compile("(?:https?:/)?/[^/;#\\\\*][^;#\\\\*]*|/");
  private static final Pattern DOTS = Pattern.compile("/\\.\\.?(/|$)");
  private static final String BELOW = "/*";

  /**
   * Reads a rule.
   *
   * @throws IllegalArgumentException naming the text and the form that it lacks
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

  /** Whether a client is redirected to a place that this rule names. */
  public boolean matches(Redirect target, RequestUri request) {
    return covers(target, request) && hasQuery(target.query());
  }

  /** Whether the place is one that this rule names, whatever its query. */
  public boolean covers(Redirect target, RequestUri request) {
    return Objects.equals(target.host(), host == null ? request.host() : host)
        && (isAt(target.path()) || isAt(withoutContext(target.path(), request.contextPath())));
  }

  private boolean isAt(String place) {
    return place.equals(path) || (below && (path.equals("/") || place.startsWith(path + "/")));
  }

  /** A proxy in front may have the application at another path, such as the root. */
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

  /** Whether this matches all that the other rule matches. */
  public boolean includes(RedirectRule other) {
    Redirect narrowest = new Redirect(other.host, other.path, other.query);
    return (below || !other.below) && matches(narrowest, RequestUri.NONE);
  }
}

package io.limitrate.internal.uri;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The target of a {@code Location} in the normalized form that rules compare. Immutable.
 *
 * <p>{@link java.net.URI} is not suitable: it rejects locations that browsers follow, and resolves
 * {@code ?error} against the directory of the request's path.
 *
 * @param host the host in the form of {@link RequestUri}; {@code null} when neither the location
 *     nor the request has a host
 * @param path the decoded path, without path parameters, dot segments, empty segments and a
 *     trailing slash
 * @param query the decoded names of the query's parameters with their decoded values
 * @see <a href="https://www.rfc-editor.org/rfc/rfc3986#section-5">RFC 3986, section 5</a>
 */
public record Redirect(@Nullable String host, String path, Map<String, List<String>> query) {
  /** Scheme, authority, path and query (RFC 3986, appendix B). */
  private static final Pattern REFERENCE =
      Pattern.compile(
          "(?:([^:/?#]*):)?(?://([^/?#]*))?([^?#]*)(?:\\?([^#]*))?(?:#.*)?", Pattern.DOTALL);

  /** Host and port. A user before the host is rejected: phishing mails use one to hide the host. */
  private static final Pattern AUTHORITY =
      Pattern.compile("(\\[[0-9A-Fa-f:.]+]|[A-Za-z0-9._-]+)(?::[0-9]*)?");

  /**
   * Resolves a location against the request's URI. The result never contains the request's own
   * query, because the client controls that query.
   *
   * @return {@code null} for a location that two clients may understand differently, and for a
   *     location that is not an http or https URL
   */
  public static @Nullable Redirect resolve(String location, RequestUri base) {
    Matcher parts = REFERENCE.matcher(location.strip());
    if (!parts.matches()) {
      return null;
    }
    String authority = parts.group(2);
    String host = authority == null ? base.host() : host(authority);
    String merged = merged(authority, parts.group(3), base.path());
    String path = merged == null ? null : UriPath.normal(merged);
    boolean understood = isWeb(parts.group(1), authority) && (authority == null || host != null);
    return understood && path != null
        ? new Redirect(host, path, UriQuery.of(parts.group(4)))
        : null;
  }

  /** Browsers treat {@code http:home} as a relative path, but RFC 3986 does not. */
  private static boolean isWeb(@Nullable String scheme, @Nullable String authority) {
    return scheme == null
        || (authority != null
            && (scheme.equalsIgnoreCase("http") || scheme.equalsIgnoreCase("https")));
  }

  private static @Nullable String host(String authority) {
    Matcher parts = AUTHORITY.matcher(authority);
    return parts.matches() ? RequestUri.spelling(parts.group(1)) : null;
  }

  private static @Nullable String merged(
      @Nullable String authority, String path, @Nullable String base) {
    if (authority != null || path.startsWith("/")) {
      return path;
    }
    if (base == null) {
      return null;
    }
    return path.isEmpty() ? base : base.substring(0, base.lastIndexOf('/') + 1) + path;
  }
}

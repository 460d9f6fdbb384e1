package io.limitrate.internal.uri;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The place that a {@code Location} leads a client to, in the one spelling that rules compare.
 * Immutable.
 *
 * <p>{@link java.net.URI} cannot resolve it: it rejects what browsers follow, and resolves {@code
 * ?error} to the directory of the request's path.
 *
 * @param host as {@link RequestUri} has it; {@code null} where neither the location nor the request
 *     has one
 * @param path decoded, without path parameters, dot segments, empty segments and a trailing slash
 * @param query the decoded names of the query's parameters with their decoded values
 * @see <a href="https://www.rfc-editor.org/rfc/rfc3986#section-5">RFC 3986, section 5</a>
 */
public record Redirect(@Nullable String host, String path, Map<String, List<String>> query) {
  /** Scheme, authority, path and query (RFC 3986, appendix B). */
  private static final Pattern REFERENCE =
      Pattern.compile(
          "(?:([^:/?#]*):)?(?://([^/?#]*))?([^?#]*)(?:\\?([^#]*))?(?:#.*)?", Pattern.DOTALL);

  /** Host and port. A user's name before the host is a trick of phishing mails. */
  private static final Pattern AUTHORITY =
      Pattern.compile("(\\[[0-9A-Fa-f:.]+]|[A-Za-z0-9._-]+)(?::[0-9]*)?");

  /**
   * Resolves a location against the request's URI. The request's own query is the client's, and is
   * never taken over.
   *
   * @return {@code null} for a location that two clients may understand differently, and for one
   *     that is no http or https URL
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

  /** Browsers take {@code http:home} for a relative path, which RFC 3986 does not. */
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

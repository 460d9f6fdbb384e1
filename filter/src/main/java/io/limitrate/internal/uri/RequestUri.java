package io.limitrate.internal.uri;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The URI that a client sent a login request to: the base of a relative {@code Location} (RFC 9110,
 * section 10.2.2). Immutable.
 *
 * @param host the host without its port, in lower case and without an IPv6 address's brackets;
 *     {@code null} where it is not known, so that no absolute URL is one of this application
 * @param path the path as the client sent it, without the query; {@code null} where it is not
 *     known, so that no relative path can be resolved
 * @param contextPath the application's path as it is deployed, empty for the root's
 */
public record RequestUri(@Nullable String host, @Nullable String path, String contextPath) {
  /** No request is known: an application at the root, of no known host. */
  public static final RequestUri NONE = new RequestUri(null, null, "");

  /** Makes one spelling of the host. */
  public RequestUri {
    host = host == null ? null : spelling(host);
  }

  static String spelling(String host) {
    boolean bracketed = host.startsWith("[") && host.endsWith("]");
    String bare = bracketed ? host.substring(1, host.length() - 1) : host;
    return bare.toLowerCase(Locale.ROOT);
  }
}

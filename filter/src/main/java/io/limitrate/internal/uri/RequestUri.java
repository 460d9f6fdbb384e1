package io.limitrate.internal.uri;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The URI of a login's request, which is the base of a relative {@code Location} (RFC 9110, section
 * 10.2.2). Immutable.
 *
 * @param host the host without its port, in lower case and without the brackets of an IPv6 address;
 *     {@code null} when it is unknown, so that no absolute URL belongs to this application
 * @param path the path as the client sent it, without the query; {@code null} when it is unknown,
 *     so that no relative path can be resolved
 * @param contextPath the context path of the application, empty for the root
 */
public record RequestUri(@Nullable String host, @Nullable String path, String contextPath) {
  /** An unknown request: an application at the root of an unknown host. */
  public static final RequestUri NONE = new RequestUri(null, null, "");

  /** Normalizes the host. */
  public RequestUri {
    host = host == null ? null : spelling(host);
  }

  static String spelling(String host) {
    boolean bracketed = host.startsWith("[") && host.endsWith("]");
    String bare = bracketed ? host.substring(1, host.length() - 1) : host;
    return bare.toLowerCase(Locale.ROOT);
  }
}

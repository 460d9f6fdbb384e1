package io.limitrate.internal.path;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Finds the path within the application that the request line names. This path may differ from the
 * path of the servlet, because Tomcat maps a directory to its welcome file before filters run.
 */
public final class RequestedPath {
  private RequestedPath() {}

  /**
   * Returns the requested path in its normal form, or {@code null} if it is the path of the servlet
   * or not within the application. Allocates nothing if both paths have the same text.
   *
   * @param uri the result of {@code getRequestURI()}
   * @param context the context path of the application, decoded
   */
  public static @Nullable String of(
      String uri, String context, String servletPath, @Nullable String pathInfo) {
    String tail = pathInfo == null ? "" : pathInfo;
    if (isSpeltAlike(uri, context, servletPath, tail)) {
      return null;
    }
    String path = NormalPath.of(decoded(withoutHost(uri)));
    String root = NormalPath.of(context);
    boolean within = path.startsWith(root);
    String requested = within ? path.substring(root.length()) : "";
    if (!within || (!requested.isEmpty() && requested.charAt(0) != '/')) {
      return null;
    }
    return requested.equals(NormalPath.of(servletPath + tail)) ? null : requested;
  }

  private static boolean isSpeltAlike(String uri, String context, String servletPath, String tail) {
    int split = context.length() + servletPath.length();
    return uri.length() == split + tail.length()
        && uri.startsWith(context)
        && uri.startsWith(servletPath, context.length())
        && uri.startsWith(tail, split);
  }

  /** Removes the host, which the request line to a proxy contains (RFC 9112, section 3.2.2). */
  private static String withoutHost(String uri) {
    int scheme = uri.startsWith("/") ? -1 : uri.indexOf("://");
    int path = scheme < 0 ? 0 : uri.indexOf('/', scheme + 3);
    return path < 0 ? "/" : uri.substring(path);
  }

  /** Decodes percent-encoded UTF-8; a {@code %} without two hex digits stays. */
  private static String decoded(String path) {
    if (path.indexOf('%') < 0) {
      return path;
    }
    byte[] bytes = path.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream decoded = new ByteArrayOutputStream(bytes.length);
    for (int at = 0; at < bytes.length; at++) {
      int octet = bytes[at] == '%' && at + 2 < bytes.length ? octet(bytes, at + 1) : -1;
      decoded.write(octet < 0 ? bytes[at] : octet);
      at += octet < 0 ? 0 : 2;
    }
    return decoded.toString(StandardCharsets.UTF_8);
  }

  private static int octet(byte[] bytes, int at) {
    int high = Character.digit(bytes[at], 16);
    int low = Character.digit(bytes[at + 1], 16);
    return high < 0 || low < 0 ? -1 : high << 4 | low;
  }
}

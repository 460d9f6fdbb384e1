package io.limitrate.internal.identity;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Parses a node of RFC 7239, section 6, and the corresponding elements of X-Forwarded-For: an IPv4
 * address or a bracketed IPv6 address, with or without a port, or an IPv6 address without brackets.
 */
final class NodeParser {
  private static final Pattern PORT = Pattern.compile(":(?:[0-9]{1,5}|_[A-Za-z0-9._-]+)");

  private NodeParser() {}

  /**
   * Returns the address; null for {@code unknown}, an obfuscated identifier, or a malformed node.
   */
  static @Nullable IpAddress parse(String node) {
    int end = endOfAddress(node);
    return isPort(node.substring(end)) ? ClientAddress.parse(node.substring(0, end)) : null;
  }

  private static boolean isPort(String rest) {
    return rest.isEmpty() || PORT.matcher(rest).matches();
  }

  private static int endOfAddress(String node) {
    if (node.startsWith("[")) {
      return node.indexOf(']') + 1;
    }
    int colon = node.indexOf(':');
    return colon >= 0 && colon == node.lastIndexOf(':') ? colon : node.length();
  }
}

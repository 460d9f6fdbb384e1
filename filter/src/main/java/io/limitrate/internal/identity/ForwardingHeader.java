package io.limitrate.internal.identity;

import org.jspecify.annotations.Nullable;

/** The header in which the proxies in front of us say whom they speak for. */
public enum ForwardingHeader {
  /** A list of addresses, as nearly all proxies write it. */
  X_FORWARDED_FOR("X-Forwarded-For") {
    @Override
    @Nullable String node(String element) {
      return element;
    }
  },
  /** A list of {@code for=192.0.2.60;proto=http;by=203.0.113.43} (RFC 7239). */
  FORWARDED("Forwarded") {
    @Override
    @Nullable String node(String element) {
      return new ForwardedElement(element).node();
    }
  };

  private final String fieldName;

  ForwardingHeader(String fieldName) {
    this.fieldName = fieldName;
  }

  /** Returns the name of the header field. */
  public String fieldName() {
    return fieldName;
  }

  /** Returns the header that is not read where this one is. */
  ForwardingHeader other() {
    return this == FORWARDED ? X_FORWARDED_FOR : FORWARDED;
  }

  /**
   * Returns the address, with or without a port, that a list element names; null if it has none.
   */
  abstract @Nullable String node(String element);

  /** Returns the address that a list element vouches for; null if it is hidden or malformed. */
  final @Nullable IpAddress address(String element) {
    String node = node(element);
    return node == null ? null : NodeParser.parse(node);
  }
}

package io.limitrate.internal.identity;

import org.jspecify.annotations.Nullable;

/** The header in which proxies name the client that they forward a request for. */
public enum ForwardingHeader {
  /** A list of addresses. Nearly all proxies write this header. */
  X_FORWARDED_FOR("X-Forwarded-For") {
    @Override
    @Nullable String node(String element) {
      return element;
    }
  },
  /** A list of elements such as {@code for=192.0.2.60;proto=http;by=203.0.113.43} (RFC 7239). */
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

  /** Returns the header that is ignored when this header is read. */
  ForwardingHeader other() {
    return this == FORWARDED ? X_FORWARDED_FOR : FORWARDED;
  }

  /** Returns the address, with or without a port, in a list element; null if there is none. */
  abstract @Nullable String node(String element);

  /** Returns the address in a list element; null if it is hidden or malformed. */
  final @Nullable IpAddress address(String element) {
    String node = node(element);
    return node == null ? null : NodeParser.parse(node);
  }
}

package io.limitrate.internal.response;

/** Where response headers go. */
@FunctionalInterface
public interface HeaderSink {

  /** Sets a header, in place of all lines of that name. */
  void set(String name, String value);
}

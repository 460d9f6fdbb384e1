package io.limitrate.internal.response;

/** Sets the headers of a response. */
@FunctionalInterface
public interface HeaderSink {

  /** Sets a header, and replaces all lines of that name. */
  void set(String name, String value);
}

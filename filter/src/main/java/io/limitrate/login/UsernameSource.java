package io.limitrate.login;

import java.util.List;
import java.util.stream.Collectors;

/** Where a request has its username. */
public sealed interface UsernameSource {

  /** The sources in the words of a configuration. */
  static String text(List<UsernameSource> sources) {
    return sources.stream().map(Object::toString).collect(Collectors.joining(" | "));
  }

  /** A field of a form. */
  record Form(String field) implements UsernameSource {
    @Override
    public String toString() {
      return "form:" + field;
    }
  }

  /** The string that a pointer (RFC 6901) selects in a JSON body. */
  record Json(String pointer) implements UsernameSource {
    @Override
    public String toString() {
      return "json:" + pointer;
    }
  }

  /** A header; of {@code Authorization: Basic} (RFC 7617), its user. */
  record Header(String name) implements UsernameSource {
    @Override
    public String toString() {
      return "header:" + name;
    }
  }
}

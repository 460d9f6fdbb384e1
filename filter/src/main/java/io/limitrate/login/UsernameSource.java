package io.limitrate.login;

/** Where a request has its username. */
public sealed interface UsernameSource {

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

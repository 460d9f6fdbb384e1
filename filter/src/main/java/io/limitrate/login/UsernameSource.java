package io.limitrate.login;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A place of the username in a request. An application uses this type in the builder of a login.
 */
public sealed interface UsernameSource {

  /** Returns the sources in the syntax of the configuration. */
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
    /** A tilde that begins no escape sequence (RFC 6901, section 3). */
    private static final Pattern BARE_TILDE = Pattern.compile("~(?![01])");

    /**
     * Checks the pointer.
     *
     * @throws IllegalArgumentException when the pointer does not begin with a slash, or has a tilde
     *     that begins no escape sequence
     */
    public Json {
      if (!pointer.startsWith("/") || BARE_TILDE.matcher(pointer).find()) {
        throw new IllegalArgumentException(
            pointer + " must be a JSON pointer (RFC 6901), such as /user/name");
      }
    }

    @Override
    public String toString() {
      return "json:" + pointer;
    }
  }

  /** A header. Of {@code Authorization: Basic} (RFC 7617), its user. */
  record Header(String name) implements UsernameSource {
    @Override
    public String toString() {
      return "header:" + name;
    }
  }
}

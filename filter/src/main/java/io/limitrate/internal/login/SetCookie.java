package io.limitrate.internal.login;

import java.time.Duration;
import java.util.regex.Pattern;

/**
 * A cookie as a response sets it. Immutable.
 *
 * <p>It is {@code HttpOnly}, for no script needs it, and {@code SameSite=Lax}: a forged request
 * from another site does not carry it, but a login that a link from elsewhere leads to does. {@code
 * Strict} would cost that login its budget and protect nothing, for the cookie permits nothing.
 *
 * @param path the path that it is sent to
 * @param lifetime how long it is kept, in whole seconds
 * @param secure whether it is sent over TLS only
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6265#section-4.1.1">RFC 6265, section 4.1.1</a>
 */
public record SetCookie(String name, String value, String path, Duration lifetime, boolean secure) {
  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+");
  private static final Pattern VALUE = Pattern.compile("[\\x21-\\x7E&&[^\",;\\\\]]*");
  private static final Pattern PATH = Pattern.compile("/[\\x21-\\x7E&&[^;]]*");

  /** Checks that nothing in it can be mistaken for an attribute. */
  public SetCookie {
    demand(TOKEN, "name", name);
    demand(VALUE, "value", value);
    demand(PATH, "path", path);
  }

  private static void demand(Pattern rule, String what, String text) {
    if (!rule.matcher(text).matches()) {
      throw new IllegalArgumentException("cookie's " + what + " must match " + rule);
    }
  }

  /** The value of a {@code Set-Cookie} header. */
  public String text() {
    return name
        + "="
        + value
        + "; Path="
        + path
        + "; Max-Age="
        + lifetime.toSeconds()
        + "; HttpOnly"
        + (secure ? "; Secure" : "")
        + "; SameSite=Lax";
  }

  /** Nothing of the value. */
  @Override
  public String toString() {
    return name + " at " + path;
  }
}

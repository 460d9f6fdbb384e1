package io.limitrate.internal.login;

import java.time.Duration;
import java.util.regex.Pattern;

/**
 * A cookie that a response sets. Immutable.
 *
 * <p>The cookie is {@code HttpOnly}, because no script needs it, and {@code SameSite=Lax}: a forged
 * request from another site does not send it, but a login that the user reaches by a link from
 * another site does. {@code Strict} would take the browser's budget from such a login and protect
 * nothing, because the cookie grants no access.
 *
 * @param path the path to which the browser sends the cookie
 * @param lifetime how long the browser keeps the cookie, in whole seconds
 * @param secure whether the browser sends the cookie over TLS only
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6265#section-4.1.1">RFC 6265, section 4.1.1</a>
 */
public record SetCookie(String name, String value, String path, Duration lifetime, boolean secure) {
  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+");
  private static final Pattern VALUE = Pattern.compile("[\\x21-\\x7E&&[^\",;\\\\]]*");
  private static final Pattern PATH = Pattern.compile("/[\\x21-\\x7E&&[^;]]*");

  /** Checks that no part can be mistaken for an attribute. */
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

  /** Returns the value of a {@code Set-Cookie} header. */
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

  /** Returns the name and the path, without the value. */
  @Override
  public String toString() {
    return name + " at " + path;
  }
}

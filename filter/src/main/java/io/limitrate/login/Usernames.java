package io.limitrate.login;

import java.text.Normalizer;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How usernames are compared, unless an application says otherwise. */
public final class Usernames {
  /** In characters, before and after. */
  public static final int LONGEST = 256;

  private Usernames() {}

  /**
   * One spelling of all that look alike to many a database: compatible characters are one (NFKC),
   * case does not count, invisible characters and blanks around are dropped.
   *
   * @return {@code null} for a name of control characters, of none at all, or of more than 256
   */
  public static @Nullable String normalize(String username) {
    String compatible = Normalizer.normalize(username, Normalizer.Form.NFKC);
    return compatible.strip().toLowerCase(Locale.ROOT);
  }
}

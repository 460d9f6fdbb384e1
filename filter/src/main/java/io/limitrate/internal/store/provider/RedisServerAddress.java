package io.limitrate.internal.store.provider;

import java.util.regex.Pattern;

/** The form of the address of a Redis server. */
public final class RedisServerAddress {
  private static final String CREDENTIAL = "(?:[A-Za-z0-9._~!$&'()*,;=-]|%[0-9A-Fa-f]{2})";
  private static final Pattern FORM =
      Pattern.compile(
          "rediss?://(?:"
              + (CREDENTIAL + "*:" + CREDENTIAL + "+@)?")
              + "(?:[A-Za-z0-9._-]+|\\[[0-9a-fA-F:.]+]):[0-9]{1,5}");
  private static final Pattern CREDENTIALS = Pattern.compile("^([a-z]*://)?.*@", Pattern.DOTALL);

  private RedisServerAddress() {}

  /**
   * Checks the form.
   *
   * @throws IllegalArgumentException when the address has another form
   */
  public static void check(String address) {
    if (!FORM.matcher(address).matches() || port(address) > 65_535) {
      throw new IllegalArgumentException(
          "address \"" + shown(address) + "\": must be redis://[user:password@]host:port");
    }
  }

  private static int port(String address) {
    return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
  }

  /** Returns an address without its credentials. Accepts any text, also an invalid address. */
  public static String shown(String address) {
    return CREDENTIALS.matcher(address).replaceFirst("$1***@");
  }
}

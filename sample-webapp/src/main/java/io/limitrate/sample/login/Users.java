package io.limitrate.sample.login;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.util.Map;

/**
 * Stands for the user directory. A real one keeps slow, salted hashes, never passwords. Stateless
 * and thread-safe.
 */
final class Users {
  private static final Map<String, String> PASSWORDS =
      Map.of("alice", "wonderland", "bob", "builder");

  private Users() {}

  /** Returns whether the password belongs to the user. Takes the same time for an unknown user. */
  static boolean authenticate(Credentials credentials) {
    String username = credentials.username();
    String expected = PASSWORDS.getOrDefault(username, "");
    boolean right =
        MessageDigest.isEqual(expected.getBytes(UTF_8), credentials.password().getBytes(UTF_8));
    return right && PASSWORDS.containsKey(username);
  }
}

package io.limitrate.sample.login;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * The credentials in a login request.
 *
 * @param username the name, of at most 256 characters
 * @param password the password, of at most 256 characters
 */
record Credentials(String username, String password) {
  private static final int LONGEST = 256;

  Credentials {
    if (username.length() > LONGEST || password.length() > LONGEST) {
      throw new IllegalArgumentException("username and password have at most 256 characters");
    }
  }

  /**
   * Creates credentials from a form or from JSON. Rejects a blank or missing username, and an empty
   * or missing password.
   */
  @JsonCreator
  static Credentials of(
      @JsonProperty("username") @Nullable String username,
      @JsonProperty("password") @Nullable String password) {
    if (username == null || username.isBlank() || password == null || password.isEmpty()) {
      throw new IllegalArgumentException("username and password are needed");
    }
    return new Credentials(username, password);
  }

  /** Returns the username without the password. */
  @Override
  public String toString() {
    return "Credentials[" + username + "]";
  }
}

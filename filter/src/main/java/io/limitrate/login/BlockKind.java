package io.limitrate.login;

/** Who is blocked. */
public enum BlockKind {
  /** All who come from an address, but those whose browser is known. */
  ADDRESS,
  /** All who claim to be a user, but those whose browser is known. */
  USERNAME,
  /** A browser that is known, for the user that it is known for. */
  DEVICE
}

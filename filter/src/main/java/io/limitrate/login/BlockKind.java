package io.limitrate.login;

/** The kind of client that a block applies to. */
public enum BlockKind {
  /** All clients with one address, except known browsers. */
  ADDRESS,
  /** All clients that use one username, except known browsers. */
  USERNAME,
  /** A known browser, for the user who has logged in with it. */
  DEVICE
}

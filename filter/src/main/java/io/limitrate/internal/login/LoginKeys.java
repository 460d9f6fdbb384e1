package io.limitrate.internal.login;

import io.limitrate.Key;
import io.limitrate.login.BlockKind;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** What a login's entries in the store are called. Immutable and thread-safe. */
final class LoginKeys {
  private static final int LOGIN = 0x1091;
  private static final int ADDRESS = 1;
  private static final int USERNAME = 2;
  private static final int DEVICE = 3;
  private static final int TOKEN = 4;
  private static final int COOKIE = 5;
  private static final int CHALLENGE = 6;
  private static final int KIND_BITS = 2;
  private static final String NOWHERE = "";

  private final Key root;

  LoginKeys(Key secret, String login) {
    this.root = secret.with(LOGIN, login);
  }

  /** Of an address as it is counted; those that are not known are one. */
  Key address(@Nullable String address) {
    return root.with(ADDRESS, address == null ? NOWHERE : address);
  }

  Key username(String username) {
    return root.with(USERNAME, username);
  }

  Key device(String id) {
    return root.with(DEVICE, id);
  }

  Key token(String id) {
    return root.with(TOKEN, id);
  }

  /** What the states of this login are marked with. */
  int tag(BlockKind kind) {
    return (int) root.high() << KIND_BITS | number(kind);
  }

  /** What the states of this login's used tokens are marked with; no kind of block has it. */
  int tokenTag() {
    return (int) root.high() << KIND_BITS;
  }

  private static int number(BlockKind kind) {
    return switch (kind) {
      case ADDRESS -> ADDRESS;
      case USERNAME -> USERNAME;
      case DEVICE -> DEVICE;
    };
  }

  /** Whose state it is that has the tag; {@code null} for another login's. */
  @Nullable BlockKind kind(int tag) {
    for (BlockKind kind : BlockKind.values()) {
      if (tag == tag(kind)) {
        return kind;
      }
    }
    return null;
  }

  /** 32 bytes to sign cookies with. */
  byte[] cookieKey() {
    return bytes(COOKIE);
  }

  /** 32 bytes to sign challenges with. */
  byte[] challengeKey() {
    return bytes(CHALLENGE);
  }

  private byte[] bytes(int purpose) {
    ByteBuffer bytes = ByteBuffer.allocate(32);
    for (int half = 0; half < 2; half++) {
      Key key = root.with(purpose, half);
      bytes.putLong(key.high()).putLong(key.low());
    }
    return bytes.array();
  }
}

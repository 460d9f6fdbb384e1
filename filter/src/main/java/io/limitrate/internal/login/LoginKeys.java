package io.limitrate.internal.login;

import io.limitrate.Key;
import io.limitrate.login.BlockKind;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Derives the keys of a login's entries in the store, or of the entries of another resource that
 * challenges protect. Immutable and thread-safe.
 */
public final class LoginKeys {
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

  /** Creates the keys of a login. */
  public LoginKeys(Key secret, String login) {
    this.root = secret.with(LOGIN, login);
  }

  /** Returns the key of an address. All unknown addresses share one key. */
  public Key address(@Nullable String address) {
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

  /** Returns the tag of the states of this login and kind. */
  int tag(BlockKind kind) {
    return (int) root.high() << KIND_BITS | number(kind);
  }

  /** Returns the tag of the states of this login's used tokens. No kind of block has this tag. */
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

  /** Returns the kind of the state with this tag, or {@code null} for a state of another login. */
  @Nullable BlockKind kind(int tag) {
    for (BlockKind kind : BlockKind.values()) {
      if (tag == tag(kind)) {
        return kind;
      }
    }
    return null;
  }

  /** Returns the 32 bytes that sign cookies. */
  public byte[] cookieKey() {
    return bytes(COOKIE);
  }

  /** Returns the 32 bytes that sign challenges. */
  public byte[] challengeKey() {
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

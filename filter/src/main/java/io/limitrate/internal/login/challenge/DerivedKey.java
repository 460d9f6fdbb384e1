package io.limitrate.internal.login.challenge;

import io.limitrate.Key;
import java.nio.ByteBuffer;

/** Derives the keys of signatures from the secret of the counters' keys. */
public final class DerivedKey {
  private DerivedKey() {}

  /** Returns 32 bytes for this purpose. */
  public static byte[] bytes(Key root, int purpose) {
    ByteBuffer bytes = ByteBuffer.allocate(32);
    for (int half = 0; half < 2; half++) {
      Key key = root.with(purpose, half);
      bytes.putLong(key.high()).putLong(key.low());
    }
    return bytes.array();
  }
}

package io.limitrate;

import io.limitrate.internal.concurrent.RecentEntries;

/**
 * Remembers the keys of recent client addresses, so that a request from such an address computes no
 * hash. Thread-safe.
 *
 * <p>Only addresses are remembered: other parts of keys, such as API keys, are secrets.
 */
final class AddressKeys {
  private static final RecentEntries<AddressKey> RECENT = new RecentEntries<>(1 << 14);

  /** Longer than any address; calls of the application may have any text. */
  private static final int LONGEST = 64;

  private AddressKeys() {}

  /** Returns the key of a seed and a part that is an address. */
  static Key of(Key seed, int part, String address) {
    int hash = seed.hashCode() + address.hashCode();
    AddressKey known = RECENT.at(hash);
    if (known != null && known.is(seed, part, address)) {
      return known.key;
    }
    Key key = seed.with(part, address);
    if (address.length() <= LONGEST && RECENT.isMissedAgain(hash)) {
      RECENT.put(hash, new AddressKey(seed, part, address, key));
    }
    return key;
  }

  private record AddressKey(Key seed, int part, String address, Key key) {
    boolean is(Key otherSeed, int otherPart, String otherAddress) {
      return part == otherPart && address.equals(otherAddress) && seed.equals(otherSeed);
    }
  }
}

package io.limitrate.internal.login;

import io.limitrate.internal.login.challenge.Hashes;

/**
 * A browser in which a user has logged in before, as its device cookie proves. Immutable and
 * thread-safe.
 *
 * <p>Not a record, because a record would expose the key.
 */
final class Device {
  private final DeviceKey key;
  private final String login;
  private final String id;
  private final String userTag;
  private final boolean stale;

  Device(DeviceKey key, String login, String id, String userTag, boolean stale) {
    this.key = key;
    this.login = login;
    this.id = id;
    this.userTag = userTag;
    this.stale = stale;
  }

  /**
   * Returns the identifier of this browser. It may be part of a counter's key, but must not be
   * logged.
   */
  String id() {
    return id;
  }

  /**
   * Returns whether the cookie must be replaced: half of its lifetime is over, or an old key signed
   * it.
   */
  boolean stale() {
    return stale;
  }

  /** Returns whether this user logged in with the browser. The comparison takes constant time. */
  boolean belongsTo(String username) {
    return Hashes.same(userTag, key.userTag(login, id, username));
  }

  @Override
  public String toString() {
    return "Device[" + id.substring(0, 6) + "]";
  }
}

package io.limitrate.internal.login;

import java.security.MessageDigest;

/**
 * A browser that somebody has logged in with, as its cookie proves. Immutable and thread-safe.
 *
 * <p>Not a record: it holds a key, which nobody may ask it for.
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

  /** What tells this browser from all others: fit for a counter's key, not for a log. */
  String id() {
    return id;
  }

  /** Whether its cookie is to be replaced: half of its life is over, or its key is an old one. */
  boolean stale() {
    return stale;
  }

  /** Whether it was this user who logged in; takes the same time whoever it was. */
  boolean belongsTo(String username) {
    return MessageDigest.isEqual(
        DeviceKey.bytes(userTag), DeviceKey.bytes(key.userTag(login, id, username)));
  }

  @Override
  public String toString() {
    return "Device[" + id.substring(0, 6) + "]";
  }
}

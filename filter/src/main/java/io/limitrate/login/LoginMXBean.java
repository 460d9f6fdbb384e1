package io.limitrate.login;

import java.util.List;

/**
 * Lists and lifts the blocks of a login over JMX. The name is {@code
 * io.limitrate:type=Login,name=NAME,instance=ID}. The type is public because JMX needs it. The
 * configuration of the JVM decides who may use JMX.
 */
public interface LoginMXBean {

  /** Returns at most a thousand active blocks. Reads the whole store. */
  List<Block> getBlocks();

  /**
   * Returns how long the username is blocked for unknown browsers, in seconds; 0 if it is not
   * blocked.
   */
  long secondsOfUsername(String username);

  /** Returns how long the address is blocked, in seconds; 0 if it is not blocked. */
  long secondsOfAddress(String address);

  /** Lifts the block of this id. Returns false if there is none. */
  boolean lift(String id);

  /** Lifts the block of a username. Returns false if there is none. */
  boolean liftUsername(String username);

  /**
   * Lifts the block of an address, or of the IPv6 network in which it is counted. Returns false if
   * there is none.
   */
  boolean liftAddress(String address);

  /** An active block. */
  interface Block {
    /** Returns a keyed hash of the blocked address, username or browser. */
    String getId();

    /** Returns ADDRESS, USERNAME or DEVICE. */
    String getKind();

    /** Returns how long the block still lasts, in seconds. */
    long getRemainingSeconds();
  }
}

package io.limitrate.login;

import java.util.List;

/**
 * Who is blocked at a login, and an end to it, by JMX: the name is {@code
 * io.limitrate:type=Login,name=NAME,instance=ID}. Public for JMX; what JMX shows and who may do
 * what is the JVM's configuration.
 */
public interface LoginMXBean {

  /** The blocks that hold, at most a thousand. Goes through the whole store. */
  List<Block> getBlocks();

  /** How long the username is blocked for browsers that are not known, in seconds; 0 for not. */
  long secondsOfUsername(String username);

  /** How long the address is blocked, in seconds; 0 for not. */
  long secondsOfAddress(String address);

  /** Lifts the block of this id; false if there is none. */
  boolean lift(String id);

  /** Lifts the block of a username; false if there is none. */
  boolean liftUsername(String username);

  /** Lifts the block of an address, or of the IPv6 network that it is counted in. */
  boolean liftAddress(String address);

  /** A block. */
  interface Block {
    /** A keyed hash of whom it is about. */
    String getId();

    /** ADDRESS, USERNAME or DEVICE. */
    String getKind();

    /** How long it lasts still. */
    long getRemainingSeconds();
  }
}

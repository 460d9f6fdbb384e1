package io.limitrate.login;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Shows administrators who is blocked at a login, and lifts blocks.
 *
 * <p>Thread-safe. Each method asks the store, and throws a {@link RuntimeException} when the store
 * cannot be reached. To lift a block is to forget all counts of the address or username; other
 * nodes follow within a second.
 */
public interface LoginBlocks {

  /** Returns the blocks that hold now, at most a thousand, unordered. Reads the whole store. */
  List<LoginBlock> list();

  /**
   * Returns how long the address is still blocked; empty if it is not blocked.
   *
   * @param address in the form in which addresses are counted
   */
  Optional<Duration> ofAddress(String address);

  /**
   * Returns how long the username is still blocked for unknown browsers; empty if it is not.
   *
   * @param username in any spelling
   */
  Optional<Duration> ofUsername(String username);

  /**
   * Lifts the block of an address.
   *
   * @param address in the form in which addresses are counted
   * @param by the administrator's name for the audit log
   * @return whether the address was blocked
   */
  boolean liftAddress(String address, String by);

  /**
   * Lifts the block of a username.
   *
   * @param username in any spelling
   * @param by the administrator's name for the audit log
   * @return whether the username was blocked
   */
  boolean liftUsername(String username, String by);

  /**
   * Lifts a block of the {@link #list}.
   *
   * @param by the administrator's name for the audit log
   * @return whether the block still held
   * @throws IllegalArgumentException when the block's id has the wrong form
   */
  boolean lift(LoginBlock block, String by);
}

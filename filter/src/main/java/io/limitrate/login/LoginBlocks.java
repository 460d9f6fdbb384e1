package io.limitrate.login;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Lists and lifts the blocks of a login, for the administration pages of an application.
 *
 * <p>Thread-safe. Each method asks the store, and throws a {@link RuntimeException} when the store
 * cannot be reached. Lifting a block deletes all counts of the address, username or browser; other
 * nodes follow within a second.
 */
public interface LoginBlocks {

  /** Returns at most a thousand active blocks, unordered. Reads the whole store. */
  List<LoginBlock> list();

  /**
   * Returns how long the address is still blocked; empty if it is not blocked.
   *
   * @param address the address in the form in which addresses are counted
   */
  Optional<Duration> ofAddress(String address);

  /**
   * Returns how long the username is still blocked for unknown browsers; empty if it is not
   * blocked.
   *
   * @param username the username in any spelling
   */
  Optional<Duration> ofUsername(String username);

  /**
   * Lifts the block of an address.
   *
   * @param address the address in the form in which addresses are counted
   * @param by the name of the administrator for the audit log
   * @return whether the address was blocked
   */
  boolean liftAddress(String address, String by);

  /**
   * Lifts the block of a username.
   *
   * @param username the username in any spelling
   * @param by the name of the administrator for the audit log
   * @return whether the username was blocked
   */
  boolean liftUsername(String username, String by);

  /**
   * Lifts a block of the {@link #list}.
   *
   * @param by the name of the administrator for the audit log
   * @return whether the block was still active
   * @throws IllegalArgumentException when the id of the block has the wrong form
   */
  boolean lift(LoginBlock block, String by);
}

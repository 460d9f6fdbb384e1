package io.limitrate.login;

import io.limitrate.Attempts;
import io.limitrate.Key;
import io.limitrate.Transition.Attempt.Move;
import io.limitrate.algorithm.Standing;
import io.limitrate.algorithm.Standing.Rank;
import io.limitrate.login.LoginEvents.Who;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Who is blocked at a login, and an end to it: for administrators.
 *
 * <p>Thread-safe. All of it asks the store, and throws a {@link RuntimeException} when that cannot
 * be reached. Lifting a block forgets all that is known of the one who was blocked. On other nodes
 * it takes a second at most.
 */
public final class LoginBlocks {
  private static final int MOST = 1_000;

  private final LoginGuard guard;

  LoginBlocks(LoginGuard guard) {
    this.guard = guard;
  }

  /** The blocks that hold now, at most a thousand, in no order. Goes through the whole store. */
  public List<LoginBlock> list() {
    List<LoginBlock> blocks = new ArrayList<>();
    long nowNanos = guard.counters().nanos();
    guard
        .counters()
        .forEachAttempts(
            (key, state) -> {
              BlockKind kind = guard.keys().kind(state.tag());
              long leftNanos = state.blockedUntilNanos() - nowNanos;
              if (kind != null && leftNanos > 0 && blocks.size() < MOST) {
                blocks.add(new LoginBlock(key.text(), kind, Duration.ofNanos(leftNanos)));
              }
            });
    return blocks;
  }

  /** How long the address, as addresses are counted, is blocked; empty if it is not. */
  public Optional<Duration> ofAddress(String address) {
    return remaining(guard.keys().address(address), guard.perAddress());
  }

  /** How long the username, in whichever spelling, is blocked for browsers that are not known. */
  public Optional<Duration> ofUsername(String username) {
    String name = guard.settings().normalizer().normalize(username);
    return name == null
        ? Optional.empty()
        : remaining(guard.keys().username(name), guard.perUsername());
  }

  private Optional<Duration> remaining(Key key, Attempts by) {
    Standing standing = guard.counters().look(key, by);
    return standing.rank() == Rank.BLOCKED
        ? Optional.of(Duration.ofNanos(standing.waitNanos()))
        : Optional.empty();
  }

  /**
   * Lifts the block of an address, as addresses are counted.
   *
   * @param by who wants it, for the audit log
   * @return whether there was a block
   */
  public boolean liftAddress(String address, String by) {
    Key key = guard.keys().address(address);
    return lift(key, BlockKind.ADDRESS, new Who(address, null, key, null), by);
  }

  /**
   * Lifts the block of a username, in whichever spelling.
   *
   * @param by who wants it, for the audit log
   * @return whether there was a block
   */
  public boolean liftUsername(String username, String by) {
    String name = guard.settings().normalizer().normalize(username);
    if (name == null) {
      return false;
    }
    Key key = guard.keys().username(name);
    return lift(key, BlockKind.USERNAME, new Who(null, name, null, key), by);
  }

  /**
   * Lifts a block that is in the {@link #list}.
   *
   * @param by who wants it, for the audit log
   * @return whether there still was a block
   * @throws IllegalArgumentException when the block's id is none
   */
  public boolean lift(LoginBlock block, String by) {
    Key key = Key.ofText(block.id());
    boolean address = block.kind() == BlockKind.ADDRESS;
    Who who = new Who(null, null, address ? key : null, address ? null : key);
    return lift(key, block.kind(), who, by);
  }

  private boolean lift(Key key, BlockKind kind, Who who, String by) {
    boolean blocked =
        guard.counters().apply(key, limits(kind), Move.PARDON, 0, 0).rank() == Rank.BLOCKED;
    if (blocked) {
      guard.events().unblocked(who, kind, by);
    }
    return blocked;
  }

  private Attempts limits(BlockKind kind) {
    return switch (kind) {
      case ADDRESS -> guard.perAddress();
      case USERNAME -> guard.perUsername();
      case DEVICE -> guard.perDevice();
    };
  }
}

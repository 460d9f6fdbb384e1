package io.limitrate.internal.login;

import io.limitrate.Key;
import io.limitrate.internal.login.LoginEvents.Subject;
import io.limitrate.internal.login.attempt.AttemptStatus;
import io.limitrate.internal.login.attempt.AttemptStatus.Rank;
import io.limitrate.internal.login.attempt.AttemptTransition.Move;
import io.limitrate.internal.login.attempt.Attempts;
import io.limitrate.login.BlockKind;
import io.limitrate.login.LoginBlock;
import io.limitrate.login.LoginBlocks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads and lifts the blocks of one login in the counters of its guard. Thread-safe. */
final class GuardBlocks implements LoginBlocks {
  private static final int MOST = 1_000;

  private final LoginGuard guard;

  GuardBlocks(LoginGuard guard) {
    this.guard = guard;
  }

  @Override
  public List<LoginBlock> list() {
    List<LoginBlock> blocks = new ArrayList<>();
    long nowNanos = guard.counters().stateNanos();
    guard
        .counters()
        .forEach(
            (key, state) -> {
              BlockKind kind = guard.keys().kind(state.tag());
              long leftNanos = state.blockedUntilNanos() - nowNanos;
              if (kind != null && leftNanos > 0 && blocks.size() < MOST) {
                blocks.add(new LoginBlock(key.text(), kind, Duration.ofNanos(leftNanos)));
              }
            });
    return blocks;
  }

  @Override
  public Optional<Duration> ofAddress(String address) {
    return remaining(guard.keys().address(address), guard.perAddress());
  }

  @Override
  public Optional<Duration> ofUsername(String username) {
    String name = guard.settings().normalizer().normalize(username);
    return name == null
        ? Optional.empty()
        : remaining(guard.keys().username(name), guard.perUsername());
  }

  private Optional<Duration> remaining(Key key, Attempts by) {
    AttemptStatus status = guard.counters().look(key, by);
    return status.rank() == Rank.BLOCKED
        ? Optional.of(Duration.ofNanos(status.waitNanos()))
        : Optional.empty();
  }

  @Override
  public boolean liftAddress(String address, String by) {
    Key key = guard.keys().address(address);
    return lift(key, BlockKind.ADDRESS, new Subject(address, null, key, null), by);
  }

  @Override
  public boolean liftUsername(String username, String by) {
    String name = guard.settings().normalizer().normalize(username);
    if (name == null) {
      return false;
    }
    Key key = guard.keys().username(name);
    return lift(key, BlockKind.USERNAME, new Subject(null, name, null, key), by);
  }

  @Override
  public boolean lift(LoginBlock block, String by) {
    Key key = Key.ofText(block.id());
    boolean address = block.kind() == BlockKind.ADDRESS;
    Subject subject = new Subject(null, null, address ? key : null, address ? null : key);
    return lift(key, block.kind(), subject, by);
  }

  private boolean lift(Key key, BlockKind kind, Subject subject, String by) {
    boolean blocked =
        guard.counters().apply(key, limits(kind), Move.RESET, 0, 0).rank() == Rank.BLOCKED;
    if (blocked) {
      guard.events().unblocked(subject, kind, by);
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

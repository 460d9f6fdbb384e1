package io.limitrate.internal.application;

import io.limitrate.internal.identity.ClientAddress;
import io.limitrate.internal.login.LoginGuard;
import io.limitrate.login.LoginBlock;
import io.limitrate.login.LoginBlocks;
import io.limitrate.login.LoginMXBean;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The MBean of a login, registered until it is closed. Thread-safe. */
final class LoginManagement implements LoginMXBean, AutoCloseable {
  private static final String BY = "JMX";

  private final LoginBlocks blocks;
  private final int ipv6PrefixBits;
  private final MBeanRegistration registration;

  /**
   * Registers a login.
   *
   * @param ipv6PrefixBits the bits of an IPv6 address that identify a client
   * @throws IllegalStateException when the registration fails
   */
  LoginManagement(LoginGuard guard, int ipv6PrefixBits) {
    this.blocks = guard.blocks();
    this.ipv6PrefixBits = ipv6PrefixBits;
    this.registration =
        new MBeanRegistration("login", "Login", guard.settings().name(), guard, this);
  }

  @Override
  public List<Block> getBlocks() {
    return blocks.list().stream().map(Seen::new).map(Block.class::cast).toList();
  }

  @Override
  public long secondsOfUsername(String username) {
    return seconds(blocks.ofUsername(username));
  }

  @Override
  public long secondsOfAddress(String address) {
    return seconds(blocks.ofAddress(counted(address)));
  }

  /** Returns the address that a client's address counts for; any other text stays. */
  private String counted(String address) {
    String counted = ClientAddress.canonical(address, ipv6PrefixBits);
    return counted == null ? address : counted;
  }

  private static long seconds(Optional<Duration> block) {
    return block.map(left -> left.plusMillis(999).toSeconds()).orElse(0L);
  }

  @Override
  public boolean lift(String id) {
    return blocks.list().stream()
        .filter(block -> block.id().equals(id))
        .anyMatch(block -> blocks.lift(block, BY));
  }

  @Override
  public boolean liftUsername(String username) {
    return blocks.liftUsername(username, BY);
  }

  @Override
  public boolean liftAddress(String address) {
    return blocks.liftAddress(counted(address), BY);
  }

  @Override
  public void close() {
    registration.close();
  }

  /** A block as JMX attributes. */
  public record Seen(LoginBlock block) implements Block {
    @Override
    public String getId() {
      return block.id();
    }

    @Override
    public String getKind() {
      return block.kind().name();
    }

    @Override
    public long getRemainingSeconds() {
      return seconds(Optional.of(block.remaining()));
    }
  }
}

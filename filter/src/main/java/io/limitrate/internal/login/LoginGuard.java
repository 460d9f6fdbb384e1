package io.limitrate.internal.login;

import io.limitrate.Attempts;
import io.limitrate.Call;
import io.limitrate.Clock;
import io.limitrate.Key;
import io.limitrate.Store;
import io.limitrate.StoreUnavailableException;
import io.limitrate.internal.algorithm.AttemptLimits;
import io.limitrate.internal.algorithm.AttemptStatus.Rank;
import io.limitrate.login.BlockKind;
import io.limitrate.login.DeviceSettings;
import io.limitrate.login.LoginBlocks;
import io.limitrate.login.LoginListener;
import io.limitrate.login.LoginSettings;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Guards one login: counts each attempt before its password is checked, by address and by username,
 * in the store that limits have too, so that what is counted holds for all nodes.
 *
 * <p>Thread-safe.
 */
public final class LoginGuard implements AutoCloseable {
  private final LoginSettings settings;
  private final LoginKeys keys;
  private final LoginCounters counters;
  private final LoginEvents events;
  private final @Nullable Challenger challenger;
  private final InstantSource wall;
  private final LoginWarnings warnings;
  private final CleanSuccesses successes = new CleanSuccesses();
  private final Attempts perAddress;
  private final Attempts perUsername;
  private final @Nullable Attempts perDevice;
  private final @Nullable DeviceCookies cookies;

  private LoginGuard(Builder builder) {
    this.settings = builder.settings;
    this.keys = new LoginKeys(builder.secret, settings.name());
    this.counters =
        new LoginCounters(
            builder.store, builder.local, settings.failure(), builder.clock, builder.later);
    this.events = new LoginEvents(settings.name(), builder.listeners);
    this.warnings = new LoginWarnings(settings, counters::nanos);
    this.perAddress = attempts(settings.address(), BlockKind.ADDRESS);
    this.perUsername =
        attempts(settings.user().consecutive(settings.consecutive()), BlockKind.USERNAME);
    this.perDevice =
        settings.device().map(device -> attempts(device.limits(), BlockKind.DEVICE)).orElse(null);
    this.wall = wall(builder.clock);
    this.cookies =
        settings
            .device()
            .map(device -> new DeviceCookies(settings.name(), device, keys.cookieKey(), wall))
            .orElse(null);
    this.challenger = Challenger.open(settings, counters, keys, events, wall);
  }

  private Attempts attempts(AttemptLimits limits, BlockKind kind) {
    return Attempts.of(limits.tagged(keys.tag(kind)));
  }

  /** The limiter's time as the wall clock has it. */
  private static InstantSource wall(Clock clock) {
    return () -> Instant.ofEpochSecond(clock.epochSecond(clock.nanos()));
  }

  /** Begins a guard over the store. */
  public static Builder builder(LoginSettings settings, Store store) {
    return new Builder(settings, store);
  }

  /**
   * An attempt arrives: to be called before its body is read.
   *
   * @param address whence it comes, as addresses are counted; {@code null} where that is not known
   * @param deviceCookie what the cookie of {@link DeviceSettings#cookie} says, {@code null} for
   *     none
   */
  public LoginAttempt attempt(@Nullable String address, @Nullable String deviceCookie) {
    return arrive(address, deviceCookie == null ? List.of() : List.of(deviceCookie));
  }

  /** The same for a request that may have several cookies of that name. */
  public LoginAttempt arrive(@Nullable String address, List<String> deviceCookies) {
    Device device = cookies == null ? null : cookies.find(deviceCookies);
    return new LoginAttempt(this, address, device);
  }

  /** The same for a call that has an address and cookies. */
  public LoginAttempt attempt(Call call) {
    List<String> sent =
        settings.device().map(device -> call.cookies(device.cookie())).orElse(List.of());
    return arrive(call.address(), sent);
  }

  /**
   * Whether the next attempt from the address will need a solved challenge, as far as is known: for
   * a page that shows one beforehand. Counts nothing.
   */
  public boolean challenges(@Nullable String address) {
    try {
      return counters.look(keys.address(address), perAddress).rank() == Rank.CHALLENGED;
    } catch (StoreUnavailableException e) {
      return false;
    }
  }

  /** Who is blocked, and an end to it: for administrators. */
  public LoginBlocks blocks() {
    return new GuardBlocks(this);
  }

  /** How this login is protected. */
  public LoginSettings settings() {
    return settings;
  }

  /** The end of a delay that begins now, as Unix time. */
  public long epochSecondAfter(Duration delay) {
    return wall.instant().plus(delay).getEpochSecond();
  }

  /** Hears of attempts that show a wrong configuration. */
  public LoginWarnings warnings() {
    return warnings;
  }

  LoginKeys keys() {
    return keys;
  }

  LoginCounters counters() {
    return counters;
  }

  LoginEvents events() {
    return events;
  }

  /** Who asks for challenges; {@code null} where they are waived. */
  @Nullable Challenger challenger() {
    return challenger;
  }

  CleanSuccesses successes() {
    return successes;
  }

  Attempts perAddress() {
    return perAddress;
  }

  Attempts perUsername() {
    return perUsername;
  }

  Attempts perDevice() {
    return Objects.requireNonNull(perDevice);
  }

  /** A cookie for whoever has just logged in, unless the browser has a good one. */
  @Nullable SetCookie deviceCookie(String username, @Nullable Device known, String contextPath) {
    if (cookies == null) {
      return null;
    }
    if (known == null || !known.belongsTo(username)) {
      return cookies.header(cookies.issue(username), contextPath);
    }
    return known.stale() ? cookies.header(cookies.issue(username, known.id()), contextPath) : null;
  }

  /** Gives back what the challenge providers hold; the store stays the caller's. */
  @Override
  public void close() {
    counters.close();
    if (challenger != null) {
      challenger.close();
    }
  }

  /** Collects what a guard needs; not thread-safe. */
  public static final class Builder {
    private final LoginSettings settings;
    private final Store store;
    private @Nullable LocalAttempts local;
    private Executor later = CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS);
    private Clock clock = Clock.monotonic();
    private Key secret = Key.random();
    private final List<LoginListener> listeners = new ArrayList<>();

    private Builder(LoginSettings settings, Store store) {
      this.settings = settings;
      this.store = store;
    }

    /**
     * Who counts while the store is lost.
     *
     * @param local a store of this process, the caller's to close
     * @param nodes how many nodes share the limits, at least 1: this one has that part of each
     */
    public Builder local(Store local, int nodes) {
      this.local = new LocalAttempts(local, nodes);
      return this;
    }

    /** What runs a task after a while; after a second by default, on the JVM's common pool. */
    Builder later(Executor later) {
      this.later = later;
      return this;
    }

    /** The time that is counted in: the store's. */
    public Builder clock(Clock clock) {
      this.clock = clock;
      return this;
    }

    /** The secret that keys and signatures are derived from, the same on all nodes. */
    public Builder secret(Key secret) {
      this.secret = secret;
      return this;
    }

    /** Adds a listener. */
    public Builder listener(LoginListener listener) {
      listeners.add(listener);
      return this;
    }

    /** The guard. */
    public LoginGuard build() {
      return new LoginGuard(this);
    }
  }
}

package io.limitrate.internal.login;

import io.limitrate.Call;
import io.limitrate.Key;
import io.limitrate.StoreUnavailableException;
import io.limitrate.internal.engine.Clock;
import io.limitrate.internal.engine.Store;
import io.limitrate.internal.login.LoginCounters.Counted;
import io.limitrate.internal.login.attempt.AttemptStatus.Rank;
import io.limitrate.internal.login.attempt.Attempts;
import io.limitrate.login.BlockKind;
import io.limitrate.login.LoginBlocks;
import io.limitrate.login.LoginLimits;
import io.limitrate.login.LoginListener;
import io.limitrate.login.LoginSettings;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Guards one login: counts each attempt by address and by username before the application checks
 * the password. The counts are in the store of the limits, so they hold for all nodes.
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
  private final DeferredSuccesses successes = new DeferredSuccesses();
  private final Attempts perAddress;
  private final Attempts perUsername;
  private final @Nullable Attempts perDevice;
  private final @Nullable DeviceCookies deviceCookies;

  private LoginGuard(Builder builder) {
    this.settings = builder.settings;
    this.keys = new LoginKeys(builder.secret, settings.name());
    this.counters =
        new LoginCounters(
            builder.store, builder.local, settings.failure(), builder.clock, builder.later);
    this.events = new LoginEvents(settings.name(), builder.listeners);
    this.warnings = new LoginWarnings(settings, counters::nanos);
    this.perAddress = attempts(settings.address(), 0, BlockKind.ADDRESS);
    this.perUsername = attempts(settings.user(), settings.consecutive(), BlockKind.USERNAME);
    this.perDevice =
        settings
            .device()
            .map(device -> attempts(device.limits(), 0, BlockKind.DEVICE))
            .orElse(null);
    this.wall = builder.clock.wallClock();
    this.deviceCookies =
        settings
            .device()
            .map(device -> new DeviceCookies(settings.name(), device, keys.cookieKey(), wall))
            .orElse(null);
    this.challenger = Challenger.open(settings, counters, keys, events, wall);
  }

  private Attempts attempts(LoginLimits limits, int consecutive, BlockKind kind) {
    return Attempts.of(limits, consecutive, keys.tag(kind));
  }

  /** Returns a builder of a guard over this store. */
  public static Builder builder(LoginSettings settings, Store store) {
    return new Builder(settings, store);
  }

  /** Returns an attempt of the client that makes a call. The attempt is not counted yet. */
  public LoginAttempt attempt(Call call) {
    LoginCall remembers = call instanceof LoginCall known ? known : null;
    return attempt(remembers, call.address(), call::cookies);
  }

  /**
   * Returns an attempt of a client whose request is no call. The attempt is not counted yet.
   *
   * @param address the client's address in the form in which addresses are counted; {@code null}
   *     when it is unknown
   * @param cookies returns the cookies of a name that the client sends
   */
  public LoginAttempt attempt(@Nullable String address, Function<String, List<String>> cookies) {
    return attempt(null, address, cookies);
  }

  private LoginAttempt attempt(
      @Nullable LoginCall call, @Nullable String address, Function<String, List<String>> cookies) {
    List<String> sent =
        settings.device().map(device -> cookies.apply(device.cookie())).orElse(List.of());
    Device device = deviceCookies == null ? null : deviceCookies.find(sent);
    return new LoginAttempt(this, call, address, device);
  }

  /**
   * Returns whether the next attempt from the address needs a solved challenge, as far as the store
   * knows. A login page uses this to show the challenge in advance. Counts nothing.
   */
  public boolean challenges(@Nullable String address) {
    try {
      return counters.look(keys.address(address), perAddress).rank() == Rank.CHALLENGED;
    } catch (StoreUnavailableException e) {
      return false;
    }
  }

  /** Returns the blocks of this login, for administrators. */
  public LoginBlocks blocks() {
    return new GuardBlocks(this);
  }

  /** Returns the settings of this login. */
  public LoginSettings settings() {
    return settings;
  }

  /** Returns the end of a delay that begins now, in seconds of the Unix epoch. */
  public long epochSecondAfter(Duration delay) {
    return wall.instant().plus(delay).getEpochSecond();
  }

  /** Returns the warnings about attempts that indicate a wrong configuration. */
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

  /** Returns the challenger, or {@code null} when this login has no challenges. */
  @Nullable Challenger challenger() {
    return challenger;
  }

  /** Counts the start of an attempt, and reports an earlier success that was deferred. */
  Counted begin(Key key, Attempts by) {
    return counters.begin(key, by, successes.take(key, counters.nanos()));
  }

  DeferredSuccesses successes() {
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

  /** Returns a cookie for a user who has logged in; {@code null} if the browser has a valid one. */
  @Nullable SetCookie deviceCookie(String username, @Nullable Device known, String contextPath) {
    return deviceCookies == null ? null : deviceCookies.renewed(username, known, contextPath);
  }

  /** Closes the challenge providers. The caller closes the store. */
  @Override
  public void close() {
    counters.close();
    if (challenger != null) {
      challenger.close();
    }
  }

  /** Builds a guard. Not thread-safe. */
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
     * Sets the store that counts while the shared store is lost.
     *
     * @param local a store of this process, which the caller closes
     * @param nodes the number of nodes that share each limit equally, at least 1
     */
    public Builder local(Store local, int nodes) {
      this.local = new LocalAttempts(local, nodes);
      return this;
    }

    /** Sets the executor of delayed tasks; by default the JVM's common pool, after a second. */
    Builder later(Executor later) {
      this.later = later;
      return this;
    }

    /** Sets the clock, which must be the clock of the store. */
    public Builder clock(Clock clock) {
      this.clock = clock;
      return this;
    }

    /** Sets the secret of keys and signatures, which all nodes share. */
    public Builder secret(Key secret) {
      this.secret = secret;
      return this;
    }

    /** Adds a listener. */
    public Builder listener(LoginListener listener) {
      listeners.add(listener);
      return this;
    }

    /** Builds the guard. */
    public LoginGuard build() {
      return new LoginGuard(this);
    }
  }
}

package io.limitrate.bench;

import io.limitrate.config.LocalSource;
import io.limitrate.config.StoreSettings;
import io.limitrate.internal.engine.Store;
import io.limitrate.internal.login.LoginAttempt;
import io.limitrate.internal.login.LoginGuard;
import io.limitrate.internal.login.input.TokenSource;
import io.limitrate.internal.login.name.Usernames;
import io.limitrate.internal.store.local.CellStores;
import io.limitrate.login.Admission;
import io.limitrate.login.DeviceSettings;
import io.limitrate.login.LoginLimits;
import io.limitrate.login.LoginLimits.Limit;
import io.limitrate.login.LoginSettings;
import io.limitrate.login.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The cost of the guard for a successful login without any suspicion, with a store in the process:
 * the normalized name, two counters, and the outcome. Measures a known browser, an unknown browser,
 * and the creation of a device cookie.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
@State(Scope.Benchmark)
public class LoginBenchmark {
  /** Enough users, so that no user returns within the window of 50 microseconds. */
  private static final int USERS = 512;

  private static final Limit OFTEN = new Limit(5, Duration.ofNanos(50_000));

  private final String[] usernames = new String[USERS];
  private final String[] addresses = new String[USERS];
  private final String[] cookies = new String[USERS];
  private Store store;
  private LoginGuard guard;
  private int next;

  /** Opens a guard, and creates a device cookie for each user. */
  @Setup(Level.Trial)
  public void start() {
    store = CellStores.open(new StoreSettings.InProcess(new LocalSource.Ehcache(), 100_000));
    LoginLimits address = often(LoginLimits.ADDRESS);
    DeviceSettings device =
        new DeviceSettings(
            often(LoginLimits.DEVICE), "device", "/", Duration.ofDays(180), true, List.of());
    LoginSettings.Builder settings = LoginSettings.builder("bench").address(address).device(device);
    guard = LoginGuard.builder(settings.build(), store).build();
    for (int i = 0; i < USERS; i++) {
      usernames[i] = "User." + i + "@example.com";
      addresses[i] = "192.0." + i / 256 + "." + i % 256;
      LoginAttempt attempt = succeed(i, null);
      cookies[i] = attempt.deviceCookie("").value();
    }
  }

  private static LoginLimits often(LoginLimits limits) {
    return new LoginLimits(
        OFTEN, limits.failures(), limits.challenge(), limits.block(), limits.spraying());
  }

  /** Closes the guard and the store. */
  @TearDown(Level.Trial)
  public void close() {
    guard.close();
    store.close();
  }

  private LoginAttempt succeed(int user, String cookie) {
    LoginAttempt attempt =
        guard.attempt(addresses[user], n -> cookie == null ? List.of() : List.of(cookie));
    String name = Usernames.normalize(usernames[user]);
    Admission admission = attempt.identify(name, TokenSource.NONE);
    if (!(admission instanceof Admission.Admitted)) {
      throw new IllegalStateException(admission.toString());
    }
    attempt.conclude(Outcome.SUCCESS, null);
    return attempt;
  }

  private int user() {
    next = (next + 1) % USERS;
    return next;
  }

  /** A login from an unknown browser. */
  @Benchmark
  public LoginAttempt unknownBrowser() {
    return succeed(user(), null);
  }

  /** A login from an unknown browser, with the creation of its device cookie. */
  @Benchmark
  public Object unknownBrowserWithCookie() {
    return succeed(user(), null).deviceCookie("");
  }

  /** A login from a known browser. */
  @Benchmark
  public LoginAttempt knownBrowser() {
    int user = user();
    return succeed(user, cookies[user]);
  }

  /** Only the normalization of the name. */
  @Benchmark
  public String spelling() {
    return Usernames.normalize(usernames[user()]);
  }
}

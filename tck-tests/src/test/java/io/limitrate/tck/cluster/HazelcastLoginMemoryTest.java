package io.limitrate.tck.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.Key;
import io.limitrate.config.SharedSource;
import io.limitrate.config.StoreSettings;
import io.limitrate.internal.engine.Clock;
import io.limitrate.internal.engine.CountedQuotas;
import io.limitrate.internal.engine.Store;
import io.limitrate.internal.engine.Transition;
import io.limitrate.internal.login.LoginAttempt;
import io.limitrate.internal.login.LoginGuard;
import io.limitrate.internal.login.input.TokenSource;
import io.limitrate.internal.store.shared.SharedStores;
import io.limitrate.login.Admission;
import io.limitrate.login.LoginSettings;
import io.limitrate.login.Outcome;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Logins in Hazelcast keep their state while limits fill the small caches of this test. */
class HazelcastLoginMemoryTest {
  private static final List<CountedQuotas> LIMITS =
      List.of(
          CountedQuotas.parse("1/1m"), CountedQuotas.parse("1/1h"), CountedQuotas.parse("1/1d"));
  private static final int FLOOD = 10_000;
  private static final int NAMES = 20;

  /** So few local entries that the node asks Hazelcast each time, like another node. */
  private static final int KNOWN = 100;

  private final Clock clock = Clock.monotonic();
  private int addresses;

  @Test
  void aFloodOfLimitsKeysDoesNotMakeALoginForgetItsLocks(@TempDir Path directory) {
    try (Store store = store(directory);
        LoginGuard guard = guard(store)) {
      IntStream.range(0, NAMES).forEach(name -> lock(guard, "victim" + name));

      LIMITS.forEach(limit -> flood(store, limit));

      assertThat(IntStream.range(0, NAMES).filter(name -> admits(guard, "victim" + name)))
          .isEmpty();
    }
  }

  private Store store(Path directory) {
    MemberAddress own = MemberAddress.find(1).get(0);
    Path file =
        Stores.memberFile("hazelcast", directory, own, HazelcastFile::memberWithSmallCaches);
    SharedSource source =
        new SharedSource.Configured(SharedSource.Provider.HAZELCAST, file.toString());
    StoreSettings.Shared settings =
        StoreSettings.shared(source, Key.random())
            .timeout(Duration.ofSeconds(5))
            .maxEntries(KNOWN)
            .build();
    return SharedStores.open(settings, clock, List.of());
  }

  private LoginGuard guard(Store store) {
    LoginSettings settings = LoginSettings.builder("main").build();
    return LoginGuard.builder(settings, store).clock(clock).build();
  }

  private void lock(LoginGuard guard, String name) {
    IntStream.range(0, 11).forEach(i -> admits(guard, name));
    assertThat(admits(guard, name)).isFalse();
  }

  /**
   * Makes an attempt with a wrong password from a new address; returns whether the login checks the
   * password.
   */
  private boolean admits(LoginGuard guard, String name) {
    LoginAttempt attempt =
        guard.attempt("2001:db8:" + Integer.toHexString(++addresses) + "::1", n -> List.of());
    boolean admitted =
        attempt.arrive() instanceof Admission.Admitted
            && attempt.identify(name, TokenSource.NONE) instanceof Admission.Admitted;
    attempt.conclude(Outcome.FAILURE, null);
    return admitted;
  }

  private void flood(Store store, CountedQuotas limit) {
    IntStream.range(0, FLOOD)
        .parallel()
        .forEach(i -> store.apply(Key.random(), new Transition.Acquire(limit, 1, clock.nanos())));
  }
}

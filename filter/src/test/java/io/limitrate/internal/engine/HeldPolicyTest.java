package io.limitrate.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.Key;
import io.limitrate.ManualClock;
import io.limitrate.Policy;
import io.limitrate.config.LocalSource;
import io.limitrate.config.StoreSettings;
import io.limitrate.internal.store.local.CellStores;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A policy that code keeps in a field while reloads replace the policy of this name, in a store
 * that converts entries and in a store that does not.
 */
class HeldPolicyTest {
  private final Store cells =
      CellStores.open(new StoreSettings.InProcess(new LocalSource.Caffeine(), 10_000));
  private StoreLimiter limiter;

  /** Does not convert entries, as shared stores do not. */
  private record PlainStore(Store store) implements Store {
    @Override
    public <A> A apply(Key key, Transition<A> transition) {
      return store.apply(key, transition);
    }

    @Override
    public void close() {
      store.close();
    }
  }

  private void start(boolean converts) {
    limiter =
        StoreLimiter.builder(converts ? cells : new PlainStore(cells))
            .clock(new ManualClock())
            .build();
  }

  @AfterEach
  void close() {
    limiter.close();
  }

  private static Policy policy(String name, String quotas) {
    return Policy.builder(name).key("user").quotas(quotas).build();
  }

  private int admitted(Policy policy, String user, int calls) {
    int admitted = 0;
    for (int i = 0; i < calls; i++) {
      TestCall call = new TestCall().with("user", user);
      admitted += limiter.check(call, List.of(policy)).permitted() ? 1 : 0;
    }
    return admitted;
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void limitsByTheQuotasOfTheLatestReload(boolean converts) {
    start(converts);
    Policy held = policy("api", "10/1h");
    Policy second = policy("api", "5/1h");
    Policy third = policy("api", "3/1h");
    assertThat(admitted(held, "early", 10)).isEqualTo(10);

    limiter.succeed(Map.of(second, held));
    limiter.succeed(Map.of(third, second));

    assertThat(admitted(held, "early", 20)).isZero();
    assertThat(admitted(held, "late", 20)).isEqualTo(3);
    assertThat(admitted(second, "late", 20) + admitted(third, "late", 20)).isZero();
  }

  /** Replaces a policy, and makes two calls that still hold it. Returns the present policy. */
  private Policy startAndReplace(Policy held, String quotas, boolean converts) {
    start(converts);
    Policy next = policy("api", quotas);
    limiter.succeed(Map.of(next, held));
    assertThat(admitted(held, "u", 2)).isEqualTo(2);
    return next;
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void limitsByTheLatestWindowsAndAlgorithms(boolean converts) {
    Policy held = policy("api", "10/1h");
    Policy next = startAndReplace(held, "3/1d fixed-window", converts);

    assertThat(admitted(next, "u", 20)).isEqualTo(1);
    assertThat(admitted(held, "u", 20)).isZero();
  }

  /** The limiter remembers 1,000 policies, and then starts anew. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void limitsByTheLatestQuotasAfterManyOtherPolicies(boolean converts) {
    Policy held = policy("api", "10/1h");
    Policy next = startAndReplace(held, "3/1d fixed-window", converts);

    for (int i = 0; i < 1_001; i++) {
      assertThat(admitted(policy("other", "1/1h"), "user " + i, 1)).isOne();
    }

    assertThat(admitted(held, "u", 20)).isEqualTo(1);
    assertThat(admitted(next, "u", 20)).isZero();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void keepsItsLastQuotasIfAReloadRemovesThePolicy(boolean converts) {
    start(converts);
    Policy held = policy("api", "3/1h");
    Policy other = policy("other", "5/1h");
    assertThat(admitted(held, "u", 2)).isEqualTo(2);

    limiter.succeed(Map.of(other, other));

    assertThat(admitted(held, "u", 20)).isEqualTo(1);
  }

  /** Code that builds its configuration may bring a policy back. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void standsForItselfAgainIfAReloadBringsItBack(boolean converts) {
    start(converts);
    Policy held = policy("api", "3/1h");
    Policy next = policy("api", "5/1h");
    limiter.succeed(Map.of(next, held));

    limiter.succeed(Map.of(held, next));

    assertThat(admitted(held, "u", 20) + admitted(next, "u", 20)).isEqualTo(3);
  }
}

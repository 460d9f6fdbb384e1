package io.limitrate.internal.login;

import io.limitrate.FailureRule;
import io.limitrate.challenge.Verification;
import io.limitrate.internal.engine.Clock;
import io.limitrate.internal.engine.Store;
import java.time.Duration;

/**
 * Remembers the tokens of solved challenges, each of which is valid once over all nodes. A full
 * store keeps the used tokens and accepts no new one. Thread-safe.
 */
public final class UsedTokens {
  private static final Duration PRECISION = Duration.ofMinutes(1);

  private final LoginCounters counters;
  private final LoginKeys keys;

  UsedTokens(LoginCounters counters, LoginKeys keys) {
    this.counters = counters;
    this.keys = keys;
  }

  /** Creates a memory of tokens that belong to no login. */
  public static UsedTokens of(LoginKeys keys, Store store, Clock clock) {
    // Only failures of logins are reported later.
    return new UsedTokens(
        new LoginCounters(store, null, FailureRule.CLOSED, clock, Runnable::run), keys);
  }

  /**
   * Marks a token as used. Returns whether the token was unused before.
   *
   * @throws io.limitrate.StoreUnavailableException when no store can tell whether the token was
   *     used
   */
  public boolean use(Verification.Passed passed) {
    return counters.useOnce(keys.token(passed.id()), rounded(passed.life()), keys.tokenTag());
  }

  /** Rounds up to full minutes, so that there are few different windows. */
  private static Duration rounded(Duration life) {
    return Duration.ofMinutes(life.plus(PRECISION).toMinutes() + 1);
  }
}

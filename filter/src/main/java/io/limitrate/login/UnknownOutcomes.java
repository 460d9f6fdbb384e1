package io.limitrate.login;

import java.lang.System.Logger.Level;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Warns of attempts of which nobody says what came: the first one at once, then with their number
 * once an hour, as any client may bring them about. Thread-safe.
 */
final class UnknownOutcomes {
  private static final System.Logger LOG = System.getLogger(LoginGuard.class.getName());
  private static final long QUIET_NANOS = TimeUnit.HOURS.toNanos(1);

  private final String login;
  private final LongSupplier nanos;
  private final AtomicLong untold = new AtomicLong();
  private final AtomicLong quietUntilNanos;

  UnknownOutcomes(String login, LongSupplier nanos) {
    this.login = login;
    this.nanos = nanos;
    this.quietUntilNanos = new AtomicLong(nanos.getAsLong());
  }

  void happened() {
    untold.incrementAndGet();
    long nowNanos = nanos.getAsLong();
    long untilNanos = quietUntilNanos.get();
    if (nowNanos - untilNanos >= 0
        && quietUntilNanos.compareAndSet(untilNanos, nowNanos + QUIET_NANOS)) {
      LOG.log(
          Level.WARNING,
          "login {0}: {1} attempt(s) had no known outcome, and count as failures. Users whose right"
              + " passwords are among them will be locked out: name the answer to a right password"
              + " in logins.{0}.outcome.success, or call LoginOutcome.success",
          login,
          untold.getAndSet(0));
    }
  }
}

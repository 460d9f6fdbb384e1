package io.limitrate.internal.login.challenge;

import io.limitrate.internal.concurrent.CircuitBreaker;
import java.lang.System.Logger.Level;
import java.time.Duration;

/**
 * Decides by a circuit breaker whether to ask a vendor, and logs each change. While the breaker is
 * open, one call after each pause tests whether the vendor is back. Thread-safe.
 */
final class VendorAvailability implements CircuitBreaker.Listener {
  /** How long Limitrate does not ask an unavailable vendor. */
  static final Duration PAUSE = Duration.ofSeconds(10);

  private static final System.Logger LOG = System.getLogger(SiteVerifyProvider.class.getName());

  private final String vendor;
  private final CircuitBreaker breaker;
  private volatile String lastFault = "";

  VendorAvailability(String vendor, Duration pause) {
    this.vendor = vendor;
    this.breaker = new CircuitBreaker(1, pause, System::nanoTime, this);
  }

  /**
   * Returns whether to ask the vendor. The caller must then report the result to {@link #asked}.
   */
  boolean mayAsk() {
    return breaker.tryAcquire();
  }

  /** Records why the vendor could check no token; empty when it could. */
  void asked(String fault) {
    if (fault.isEmpty()) {
      breaker.succeeded();
    } else {
      lastFault = fault;
      breaker.failed();
    }
  }

  @Override
  public void opened() {
    LOG.log(
        Level.ERROR,
        "The challenge vendor {0} cannot check tokens ({1}). Until it can, logins apply the"
            + " setting challenge.unavailable.",
        vendor,
        lastFault);
  }

  @Override
  public void closed() {
    LOG.log(Level.WARNING, "The challenge vendor {0} checks tokens again.", vendor);
  }
}

package io.limitrate.internal.login.challenge;

import dev.failsafe.CircuitBreaker;
import java.lang.System.Logger.Level;
import java.time.Duration;

/**
 * Decides by a circuit breaker whether to ask a vendor, and logs each change. While the breaker is
 * open, one call after each pause tests whether the vendor is back. Thread-safe.
 */
final class VendorAvailability {
  /** How long Limitrate does not ask an unavailable vendor. */
  static final Duration PAUSE = Duration.ofSeconds(10);

  private static final System.Logger LOG = System.getLogger(SiteVerifyProvider.class.getName());
  private static final int FAILURES = 5;
  private static final int OF_LAST = 10;

  private final String vendor;
  private final CircuitBreaker<Object> breaker;
  private volatile boolean available = true;
  private volatile String lastFault = "";

  VendorAvailability(String vendor, Duration pause) {
    this.vendor = vendor;
    this.breaker =
        CircuitBreaker.builder()
            .withFailureThreshold(FAILURES, OF_LAST)
            .withSuccessThreshold(1)
            .withDelay(pause)
            .onOpen(event -> lost())
            .onClose(event -> found())
            .build();
  }

  /**
   * Returns whether to ask the vendor. The caller must then report the result to {@link #asked}.
   */
  boolean mayAsk() {
    return breaker.tryAcquirePermit();
  }

  /** Records why the vendor could check no token; empty when it could. */
  void asked(String fault) {
    if (fault.isEmpty()) {
      breaker.recordSuccess();
    } else {
      lastFault = fault;
      breaker.recordFailure();
    }
  }

  private void lost() {
    if (available) {
      available = false;
      LOG.log(
          Level.ERROR,
          "The challenge vendor {0} cannot check tokens ({1}). Until it can, logins apply the"
              + " setting challenge.unavailable.",
          vendor,
          lastFault);
    }
  }

  private void found() {
    if (!available) {
      available = true;
      LOG.log(Level.WARNING, "The challenge vendor {0} checks tokens again.", vendor);
    }
  }
}

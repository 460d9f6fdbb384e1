package io.limitrate.internal.login.challenge;

import dev.failsafe.CircuitBreaker;
import java.lang.System.Logger.Level;
import java.time.Duration;

/**
 * Whether a vendor can be asked: a circuit breaker, which says so once, loudly, whenever that
 * changes. While it is open, one call now and then finds out whether the vendor is back.
 * Thread-safe.
 */
final class VendorAvailability {
  /** How long nobody asks a vendor that was not there. */
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

  /** Whether to ask; if so, say afterwards how it went. */
  boolean mayAsk() {
    return breaker.tryAcquirePermit();
  }

  /** Why the vendor could check no token; empty if it could. */
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
          "The challenge vendor {0} cannot check tokens ({1}). Until it can, logins follow their"
              + " rule for that.",
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

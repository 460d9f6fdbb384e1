package io.limitrate.internal.load;

import java.util.concurrent.atomic.AtomicBoolean;

/** The decision about one request before its policies. */
public sealed interface Admission {

  /** A request that is admitted and not counted: it is exempt, or nothing bounds the requests. */
  record Uncounted() implements Admission {}

  /**
   * A request that is admitted, and in flight until its end.
   *
   * <p>Thread-safe.
   */
  final class Counted implements Admission {
    private final InFlight inFlight;
    private final AtomicBoolean left = new AtomicBoolean();
    private final AtomicBoolean awaited = new AtomicBoolean();

    Counted(InFlight inFlight) {
      this.inFlight = inFlight;
    }

    /** Returns true at the first call: one listener waits for the end of the request. */
    public boolean await() {
      return awaited.compareAndSet(false, true);
    }

    /** Ends the request. Only the first call has an effect. */
    public void leave() {
      if (left.compareAndSet(false, true)) {
        inFlight.leave();
      }
    }
  }

  /**
   * A request that is rejected.
   *
   * @param priority the class of the request
   * @param waitNanos the time after which the client may try again
   */
  record Shed(String priority, long waitNanos) implements Admission {}
}

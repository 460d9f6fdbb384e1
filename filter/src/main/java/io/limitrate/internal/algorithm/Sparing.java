package io.limitrate.internal.algorithm;

import io.limitrate.Decision;
import io.limitrate.Decision.Delayed;
import io.limitrate.Decision.Permitted;
import io.limitrate.Decision.Rejected;

/** The decisions about calls that have to leave units to other calls. */
final class Sparing {
  private Sparing() {}

  /** Returns the decision without the units that the call has to leave. */
  static Decision told(Decision decision, long spared) {
    long remaining = Math.max(0, decision.remaining() - spared);
    if (decision instanceof Permitted known) {
      return new Permitted(known.quota(), remaining, known.resetNanos());
    } else if (decision instanceof Delayed known) {
      return new Delayed(known.quota(), remaining, known.resetNanos(), known.delayNanos());
    }
    Rejected known = (Rejected) decision;
    return new Rejected(known.quota(), remaining, known.resetNanos(), known.waitNanos());
  }
}

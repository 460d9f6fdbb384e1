package io.limitrate.bench;

/** A slice between two slices of the same server without a limiter, the bases. */
record Comparison(Slice before, Slice slice, Slice after) {

  /** Returns the requests per second, divided by those of the bases. */
  double throughput() {
    return slice.perSecond() * 2 / (before.perSecond() + after.perSecond());
  }

  /** Returns the processor time of a request beyond that of the bases. */
  double addedMicros() {
    return slice.processorMicros() - (before.processorMicros() + after.processorMicros()) / 2;
  }
}

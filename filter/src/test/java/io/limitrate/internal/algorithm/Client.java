package io.limitrate.internal.algorithm;

import io.limitrate.Decision;
import org.jspecify.annotations.Nullable;

/** Makes successive calls for one key, and holds the state and the time. */
final class Client {

  private Algorithm algorithm;
  private @Nullable State state;
  private long nowNanos;

  Client(Limit limit) {
    this.algorithm = limit.algorithm();
  }

  Client after(long nanos) {
    nowNanos += nanos;
    return this;
  }

  void change(Limit limit) {
    algorithm = limit.algorithm();
  }

  Answer acquire(long cost) {
    Step<Decision> step = algorithm.acquire(state, cost, nowNanos);
    state = step.next();
    return Answer.of(step);
  }

  /**
   * Takes the remaining units; for a queue, also the unit that proceeds at once. Returns the units.
   */
  long spendAll() {
    long units = 0;
    for (long left = acquire(0).remaining(); left > 0; left = acquire(0).remaining()) {
      acquire(left);
      units += left;
    }
    return units;
  }

  void settle(long reserved, long actual) {
    state = algorithm.settle(state, reserved, actual, nowNanos, nowNanos);
  }

  Algorithm algorithm() {
    return algorithm;
  }

  @Nullable State state() {
    return state;
  }

  long now() {
    return nowNanos;
  }
}

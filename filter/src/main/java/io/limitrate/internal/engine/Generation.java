package io.limitrate.internal.engine;

import org.jspecify.annotations.Nullable;

/**
 * The reload that quotas came with. An entry that quotas of an earlier generation have counted is
 * converted; a call of an earlier generation uses the later quotas.
 *
 * @param number 0 for the quotas of the start; each reload has the next number
 * @param sinceNanos the time of the reload
 * @param policy the name of the policy of the quotas; {@code null} for quotas of no policy
 */
public record Generation(int number, long sinceNanos, @Nullable String policy) {
  /** The start. */
  public static final Generation FIRST = new Generation(0, 0, null);

  Generation next(long nowNanos) {
    return new Generation(number + 1, nowNanos, null);
  }

  Generation of(String name) {
    return new Generation(number, sinceNanos, name);
  }
}

package io.limitrate.internal.engine;

/**
 * The reload that quotas came with. An entry that quotas of an earlier generation have counted is
 * converted; a call of an earlier generation uses the later quotas.
 *
 * @param number 0 for the quotas of the start; each reload has the next number
 * @param sinceNanos the time of the reload
 */
public record Generation(int number, long sinceNanos) {
  /** The start. */
  public static final Generation FIRST = new Generation(0, 0);

  Generation next(long nowNanos) {
    return new Generation(number + 1, nowNanos);
  }
}

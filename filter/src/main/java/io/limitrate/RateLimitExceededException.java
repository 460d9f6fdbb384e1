package io.limitrate;

/**
 * A call was rejected outside of HTTP, or on the way to where it becomes an answer.
 *
 * <p>A rejection is normal, so it carries no stack trace.
 */
public final class RateLimitExceededException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Verdict verdict;

  /** The rejection that the verdict holds. */
  public RateLimitExceededException(Verdict verdict) {
    super(verdict.toString(), null, false, false);
    this.verdict = verdict;
  }

  /** All that was decided about the call. */
  public Verdict verdict() {
    return verdict;
  }
}

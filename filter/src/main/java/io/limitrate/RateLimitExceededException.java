package io.limitrate;

/**
 * Says that a call was rejected outside of HTTP, or that a rejection has not become an HTTP
 * response yet. Code that calls annotated methods catches this type.
 *
 * <p>A rejection is normal, so the exception has no stack trace.
 */
public final class RateLimitExceededException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Verdict verdict;

  /** Creates the exception for a verdict that rejects the call. */
  public RateLimitExceededException(Verdict verdict) {
    super(verdict.toString(), null, false, false);
    this.verdict = verdict;
  }

  /** Returns all decisions about the call. */
  public Verdict verdict() {
    return verdict;
  }
}

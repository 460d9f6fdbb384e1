package io.limitrate;

/** What a policy says while its state cannot be reached, or its key cannot be resolved. */
public enum FailureRule {
  /** Lets the call go on, uncounted. */
  OPEN,
  /** Rejects the call for a second. */
  CLOSED,
  /**
   * Asks a limiter of this node alone, which counts all the time by this node's share of the quota;
   * where that cannot count either, as {@link #CLOSED}.
   */
  LOCAL
}

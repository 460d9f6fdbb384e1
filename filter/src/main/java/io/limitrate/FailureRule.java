package io.limitrate;

/** What a policy says while its state cannot be reached, or its key cannot be resolved. */
public enum FailureRule {
  /** Lets the call go on, uncounted. */
  OPEN,
  /** Refuses the call for a second. */
  CLOSED
}

package io.limitrate;

/**
 * The decision of a policy while its state cannot be reached or its key cannot be resolved. Code
 * that builds a {@link Policy} uses this type.
 */
public enum FailureRule {
  /** Permits the call without counting it. */
  OPEN,
  /** Rejects the call and names a wait of one second. */
  CLOSED,
  /**
   * Counts by this node's share of the quota, which also counts while the state can be reached.
   * Decides like {@link #CLOSED} if the share cannot count.
   */
  LOCAL
}

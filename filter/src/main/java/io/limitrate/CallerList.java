package io.limitrate;

/**
 * A list of callers: those that are exempt from limits, or those that are denied. Applications
 * implement this type for callers that only they know, and name the class in the configuration.
 * {@code io.limitrate.config.CallerLists} creates all other lists.
 *
 * <p>Must be thread-safe and fast: the limiter asks the list on the threads of calls. If the list
 * throws an exception, the limiter logs the exception, and the caller is not on the list.
 */
@FunctionalInterface
public interface CallerList {

  /** Returns whether the caller of this call is on the list. */
  boolean contains(Call call);
}

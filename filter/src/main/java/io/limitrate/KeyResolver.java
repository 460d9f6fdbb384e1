package io.limitrate;

import org.jspecify.annotations.Nullable;

/**
 * The application's own part of a key: reads from a call the value by which it is counted.
 *
 * <p>Thread-safe. {@code null} says that the call has no such value. {@link
 * UnreadableCallException} says that the client is at fault, and rejects the call; any other
 * exception is treated by the policy's {@link FailureRule}.
 */
@FunctionalInterface
public interface KeyResolver {

  /** The value, or {@code null} where the call has none. */
  @Nullable String resolve(Call call);
}

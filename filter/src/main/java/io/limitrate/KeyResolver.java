package io.limitrate;

import org.jspecify.annotations.Nullable;

/**
 * Reads from a call the value that the call is counted by. Applications implement this type for
 * {@code resolver:NAME} in a key.
 *
 * <p>Thread-safe. {@code null} means that the call has no such value. An {@link
 * UnreadableCallException} means that the client caused the error, and rejects the call. For any
 * other exception the {@link FailureRule} of the policy decides.
 */
@FunctionalInterface
public interface KeyResolver {

  /** Returns the value, or {@code null} if the call has none. */
  @Nullable String resolve(Call call);
}

package io.limitrate.internal.algorithm;

import org.jspecify.annotations.Nullable;

/**
 * The state of one key after a call, and the answer to the call.
 *
 * <p>Immutable and thread-safe.
 *
 * @param next the state to keep, {@code null} for none; the same instance as before if nothing
 *     changed
 * @param answer the answer to the call
 * @param <A> the type of the answer
 */
public record Step<A>(@Nullable State next, A answer) {}

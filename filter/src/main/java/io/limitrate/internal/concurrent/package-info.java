/**
 * Daemon threads, a circuit breaker, caches of computed values, and functions for completion
 * stages.
 */
@NullMarked
package io.limitrate.internal.concurrent;

import org.jspecify.annotations.NullMarked;

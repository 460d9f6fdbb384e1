/**
 * The algorithms as pure functions: each takes a state and a time, and returns the next state and a
 * decision.
 */
@NullMarked
package io.limitrate.internal.algorithm;

import org.jspecify.annotations.NullMarked;

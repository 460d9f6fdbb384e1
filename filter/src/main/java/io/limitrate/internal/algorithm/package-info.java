/** The algorithms as pure functions: each takes a state and a time and returns a step. */
@NullMarked
package io.limitrate.internal.algorithm;

import org.jspecify.annotations.NullMarked;

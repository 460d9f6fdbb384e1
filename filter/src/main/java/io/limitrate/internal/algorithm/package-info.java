/** The algorithms as pure functions: a state and a time in, a step out. */
@NullMarked
package io.limitrate.internal.algorithm;

import org.jspecify.annotations.NullMarked;

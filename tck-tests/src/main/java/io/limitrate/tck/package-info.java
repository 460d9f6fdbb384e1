/** Contracts that an implementation is held to; extend one and say how yours is opened. */
@NullMarked
package io.limitrate.tck;

import org.jspecify.annotations.NullMarked;

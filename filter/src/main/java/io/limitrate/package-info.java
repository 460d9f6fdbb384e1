/**
 * The vocabulary of Limitrate and the {@link io.limitrate.Limiter} that every entrance asks.
 *
 * <p>Of our packages it knows only {@code io.limitrate.algorithm}, the arithmetic beneath it.
 */
@NullMarked
package io.limitrate;

import org.jspecify.annotations.NullMarked;

/**
 * The vocabulary of Limitrate, and the {@link io.limitrate.Limiter} that the filter, the JAX-RS
 * feature and annotated methods ask.
 *
 * <p>This package depends on {@code io.limitrate.internal.concurrent}, {@code .log} and {@code
 * .text} only.
 */
@NullMarked
package io.limitrate;

import org.jspecify.annotations.NullMarked;

/** Limits servlet requests, for {@link io.limitrate.servlet.RateLimitFilter}. */
@NullMarked
package io.limitrate.internal.servlet;

import org.jspecify.annotations.NullMarked;

/** Implements {@link io.limitrate.jaxrs.RateLimitFeature}: request filters, calls and responses. */
@NullMarked
package io.limitrate.internal.jaxrs;

import org.jspecify.annotations.NullMarked;

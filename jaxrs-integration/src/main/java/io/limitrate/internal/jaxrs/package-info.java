/** The JAX-RS filters and answers behind {@link io.limitrate.jaxrs.RateLimitFeature}. */
@NullMarked
package io.limitrate.internal.jaxrs;

import org.jspecify.annotations.NullMarked;

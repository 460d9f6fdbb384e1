/** Registers the feature and the mappers with Jersey. */
@NullMarked
package io.limitrate.internal.jaxrs.jersey;

import org.jspecify.annotations.NullMarked;

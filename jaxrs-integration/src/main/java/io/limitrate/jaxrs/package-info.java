/** Limits JAX-RS resource methods by their annotations, without weaving. */
@NullMarked
package io.limitrate.jaxrs;

import org.jspecify.annotations.NullMarked;

/** The limiter of an application, which filter, JAX-RS feature and annotated methods share. */
@NullMarked
package io.limitrate.runtime;

import org.jspecify.annotations.NullMarked;

/** Lets Jersey find the feature by itself. */
@NullMarked
package io.limitrate.jaxrs.jersey;

import org.jspecify.annotations.NullMarked;

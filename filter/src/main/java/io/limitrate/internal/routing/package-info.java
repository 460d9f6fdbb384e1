/** Matches path patterns, and finds the rules of a request. */
@NullMarked
package io.limitrate.internal.routing;

import org.jspecify.annotations.NullMarked;

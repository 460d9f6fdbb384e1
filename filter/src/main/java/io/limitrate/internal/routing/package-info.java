/** Path patterns, and the table of rules that says which policies a request has. */
@NullMarked
package io.limitrate.internal.routing;

import org.jspecify.annotations.NullMarked;

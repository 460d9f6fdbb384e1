/** Paths of requests, and the patterns that match them. */
@NullMarked
package io.limitrate.internal.path;

import org.jspecify.annotations.NullMarked;

/** Finds annotations that have no effect, and says so when an application starts. */
@NullMarked
package io.limitrate.enforcement;

import org.jspecify.annotations.NullMarked;

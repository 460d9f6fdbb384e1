/** Finds annotations at start that nothing enforces. */
@NullMarked
package io.limitrate.internal.enforcement;

import org.jspecify.annotations.NullMarked;

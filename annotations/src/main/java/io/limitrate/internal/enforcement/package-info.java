/** Finds annotations without effect at the start of an application. */
@NullMarked
package io.limitrate.internal.enforcement;

import org.jspecify.annotations.NullMarked;

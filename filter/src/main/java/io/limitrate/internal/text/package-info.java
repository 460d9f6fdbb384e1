/** Suggestions for mistyped words. */
@NullMarked
package io.limitrate.internal.text;

import org.jspecify.annotations.NullMarked;

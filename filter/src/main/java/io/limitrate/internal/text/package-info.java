/** Suggestions for mistyped words in messages. */
@NullMarked
package io.limitrate.internal.text;

import org.jspecify.annotations.NullMarked;

/** Passes, by which callers on the deny list that have solved a challenge are accepted. */
@NullMarked
package io.limitrate.internal.pass;

import org.jspecify.annotations.NullMarked;

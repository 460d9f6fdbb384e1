/** Reads and caches the limits and logins that a method's annotations declare. */
@NullMarked
package io.limitrate.internal.declaration;

import org.jspecify.annotations.NullMarked;

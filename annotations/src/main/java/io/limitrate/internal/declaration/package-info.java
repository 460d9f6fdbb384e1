/** What annotations of a method declare, read once. */
@NullMarked
package io.limitrate.internal.declaration;

import org.jspecify.annotations.NullMarked;

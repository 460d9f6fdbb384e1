/** Embedded containers as programs that take their orders from their standard input. */
@NullMarked
package io.limitrate.tck.container.launcher;

import org.jspecify.annotations.NullMarked;

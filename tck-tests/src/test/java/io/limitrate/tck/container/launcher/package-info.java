/** Programs that embed a container and read commands from their standard input. */
@NullMarked
package io.limitrate.tck.container.launcher;

import org.jspecify.annotations.NullMarked;

/** Test classes without weaving, as in a container without AspectJ. */
@NullMarked
package io.limitrate.tck.unwoven;

import org.jspecify.annotations.NullMarked;

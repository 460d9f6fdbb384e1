/** Tests that nothing weaves: they see the annotations as a container without AspectJ does. */
@NullMarked
package io.limitrate.tck.unwoven;

import org.jspecify.annotations.NullMarked;

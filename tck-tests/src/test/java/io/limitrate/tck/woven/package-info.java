/** Test classes that AspectJ weaves at build time. The build also compiles them without weaving. */
@NullMarked
package io.limitrate.tck.woven;

import org.jspecify.annotations.NullMarked;

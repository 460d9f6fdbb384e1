/** Test classes that AspectJ weaves at build time. */
@NullMarked
package io.limitrate.tck.woven;

import org.jspecify.annotations.NullMarked;

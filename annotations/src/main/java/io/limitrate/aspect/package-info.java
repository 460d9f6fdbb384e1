/** Limits and protects annotated methods wherever they are called from, woven in by AspectJ. */
@NullMarked
package io.limitrate.aspect;

import org.jspecify.annotations.NullMarked;

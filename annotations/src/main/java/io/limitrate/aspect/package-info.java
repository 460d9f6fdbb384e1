/** Holds the aspects that limit and protect annotated methods in woven classes. */
@NullMarked
package io.limitrate.aspect;

import org.jspecify.annotations.NullMarked;

/** Holds the annotations that an application writes on methods, classes and parameters. */
@NullMarked
package io.limitrate.annotation;

import org.jspecify.annotations.NullMarked;

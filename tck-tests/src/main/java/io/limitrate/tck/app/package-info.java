/** The web application to which the contracts send requests. The package uses no test class. */
@NullMarked
package io.limitrate.tck.app;

import org.jspecify.annotations.NullMarked;

/** Beans and servlets for the contract with CDI. The package uses no test class. */
@NullMarked
package io.limitrate.tck.app.cdi;

import org.jspecify.annotations.NullMarked;

/**
 * Beans, and servlets that tell of them, for the contract with CDI. It names no class of a test.
 */
@NullMarked
package io.limitrate.tck.app.cdi;

import org.jspecify.annotations.NullMarked;

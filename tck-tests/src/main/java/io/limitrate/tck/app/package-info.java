/** The web application that the contracts send their requests to. It names no class of a test. */
@NullMarked
package io.limitrate.tck.app;

import org.jspecify.annotations.NullMarked;

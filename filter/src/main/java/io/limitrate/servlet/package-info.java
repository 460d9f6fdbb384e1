/** The servlet filter, and a request as a {@link io.limitrate.Call}. */
@NullMarked
package io.limitrate.servlet;

import org.jspecify.annotations.NullMarked;

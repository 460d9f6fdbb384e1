/** Methods that are limited if they are woven, and a servlet that calls them. */
@NullMarked
package io.limitrate.tck.app.calls;

import org.jspecify.annotations.NullMarked;

/**
 * Beans for {@code SecurityContract} whose passwords Jakarta Security checks. No other application
 * may contain them.
 */
@NullMarked
package io.limitrate.tck.security;

import org.jspecify.annotations.NullMarked;

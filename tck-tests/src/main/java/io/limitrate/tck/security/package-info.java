/**
 * What {@code SecurityContract} has Jakarta Security check: beans, which are to be in no other
 * application.
 */
@NullMarked
package io.limitrate.tck.security;

import org.jspecify.annotations.NullMarked;

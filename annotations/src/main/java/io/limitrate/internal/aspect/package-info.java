/** Calls of woven methods: finds the limits and logins of a method, and asks the limiter. */
@NullMarked
package io.limitrate.internal.aspect;

import org.jspecify.annotations.NullMarked;

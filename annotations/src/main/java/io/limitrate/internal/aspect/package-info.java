/** Runs annotated methods: finds the limits and logins of a method, and checks each call. */
@NullMarked
package io.limitrate.internal.aspect;

import org.jspecify.annotations.NullMarked;

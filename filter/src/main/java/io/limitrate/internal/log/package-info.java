/** Logs and listeners that a failure at every call does not flood. */
@NullMarked
package io.limitrate.internal.log;

import org.jspecify.annotations.NullMarked;

/** Logging and listener calls that stay bounded when every call fails. */
@NullMarked
package io.limitrate.internal.log;

import org.jspecify.annotations.NullMarked;

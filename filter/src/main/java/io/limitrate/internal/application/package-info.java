/** Builds an {@code Application} from a configuration, and owns its limiter, logins and store. */
@NullMarked
package io.limitrate.internal.application;

import org.jspecify.annotations.NullMarked;

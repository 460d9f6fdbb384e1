/** Builds an application from its configuration, and owns its limiter, logins and store. */
@NullMarked
package io.limitrate.internal.application;

import org.jspecify.annotations.NullMarked;

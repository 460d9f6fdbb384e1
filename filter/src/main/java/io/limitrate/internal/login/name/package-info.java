/** The normalized form of usernames. */
@NullMarked
package io.limitrate.internal.login.name;

import org.jspecify.annotations.NullMarked;

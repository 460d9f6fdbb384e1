/** Reads the username and the token of the solved challenge from a login's request. */
@NullMarked
package io.limitrate.internal.login.input;

import org.jspecify.annotations.NullMarked;

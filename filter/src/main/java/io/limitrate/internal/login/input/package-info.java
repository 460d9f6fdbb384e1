/** Reads the username and the solved challenge of a login from its request. */
@NullMarked
package io.limitrate.internal.login.input;

import org.jspecify.annotations.NullMarked;

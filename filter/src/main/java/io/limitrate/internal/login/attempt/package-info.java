/** The counting of login attempts: the state of a client that may be guessing, and its steps. */
@NullMarked
package io.limitrate.internal.login.attempt;

import org.jspecify.annotations.NullMarked;

/** What {@code LoginContract} logs in at. It names no class of a test. */
@NullMarked
package io.limitrate.tck.app.login;

import org.jspecify.annotations.NullMarked;

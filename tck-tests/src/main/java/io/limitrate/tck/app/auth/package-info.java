/**
 * The application of {@code AuthenticationContract}, which asks for passwords and records what a
 * filter sees.
 */
@NullMarked
package io.limitrate.tck.app.auth;

import org.jspecify.annotations.NullMarked;

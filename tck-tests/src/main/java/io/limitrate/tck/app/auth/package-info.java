/** What {@code AuthenticationContract} asks for passwords, and what a filter sees of that. */
@NullMarked
package io.limitrate.tck.app.auth;

import org.jspecify.annotations.NullMarked;

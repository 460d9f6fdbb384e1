/** Answers to login attempts that are blocked or need a challenge, without servlet types. */
@NullMarked
package io.limitrate.internal.login.response;

import org.jspecify.annotations.NullMarked;

/** Responses to rejected login attempts, without servlet types. */
@NullMarked
package io.limitrate.internal.login.response;

import org.jspecify.annotations.NullMarked;

/** Login attempts in the servlet filter. */
@NullMarked
package io.limitrate.internal.login.servlet;

import org.jspecify.annotations.NullMarked;

/** The servlet filter, and the class by which an application reports the outcome of a login. */
@NullMarked
package io.limitrate.servlet;

import org.jspecify.annotations.NullMarked;

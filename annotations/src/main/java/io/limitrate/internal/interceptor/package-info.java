/** Enforces limits on business methods of CDI beans by an interceptor. */
@NullMarked
package io.limitrate.internal.interceptor;

import org.jspecify.annotations.NullMarked;

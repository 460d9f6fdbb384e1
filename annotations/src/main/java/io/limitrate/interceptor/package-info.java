/** Limits annotated methods of CDI beans that nobody has woven, by an interceptor. */
@NullMarked
package io.limitrate.interceptor;

import org.jspecify.annotations.NullMarked;

/** The CDI interceptor of annotated methods of beans. */
@NullMarked
package io.limitrate.internal.interceptor;

import org.jspecify.annotations.NullMarked;

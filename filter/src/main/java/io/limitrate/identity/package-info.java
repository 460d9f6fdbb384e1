/** Which address a request comes from, and whose word is taken for it. */
@NullMarked
package io.limitrate.identity;

import org.jspecify.annotations.NullMarked;

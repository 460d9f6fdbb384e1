/** Servers with one limiter each, which answer the requests of a load tool. */
@NullMarked
package io.limitrate.tck.load;

import org.jspecify.annotations.NullMarked;

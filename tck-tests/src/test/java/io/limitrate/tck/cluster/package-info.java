/** Several JVMs that share their limits: what is admitted in total while things go wrong. */
@NullMarked
package io.limitrate.tck.cluster;

import org.jspecify.annotations.NullMarked;

/**
 * Tests with several JVMs that share their limits, during failures: the permitted calls in total.
 */
@NullMarked
package io.limitrate.tck.cluster;

import org.jspecify.annotations.NullMarked;

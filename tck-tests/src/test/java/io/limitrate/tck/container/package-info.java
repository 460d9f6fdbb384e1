/** Runs all contracts on common containers, each in a separate process. */
@NullMarked
package io.limitrate.tck.container;

import org.jspecify.annotations.NullMarked;

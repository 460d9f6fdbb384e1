/** Containers that people run, each in a process of its own, bound to all contracts. */
@NullMarked
package io.limitrate.tck.container;

import org.jspecify.annotations.NullMarked;

/**
 * Interfaces that extenders implement: providers of the caches in which a store keeps its state.
 */
@NullMarked
package io.limitrate.spi;

import org.jspecify.annotations.NullMarked;

/**
 * Benchmarks of a decision, a filter and a tracked client, compared with the floor and with other
 * limiters.
 */
@NullMarked
package io.limitrate.bench;

import org.jspecify.annotations.NullMarked;

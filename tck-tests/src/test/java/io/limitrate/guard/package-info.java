/**
 * The guard against regressions of speed: runs pairs of benchmarks, and compares their ratios with
 * bounds.
 */
@NullMarked
package io.limitrate.guard;

import org.jspecify.annotations.NullMarked;

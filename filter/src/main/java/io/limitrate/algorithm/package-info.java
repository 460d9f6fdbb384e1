/** The five limiting algorithms as pure arithmetic: a state and a time in, a step out. */
@NullMarked
package io.limitrate.algorithm;

import org.jspecify.annotations.NullMarked;

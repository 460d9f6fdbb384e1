/**
 * Load shedding: the signals of an overload, and the decision which requests the process rejects.
 */
@NullMarked
package io.limitrate.internal.load;

import org.jspecify.annotations.NullMarked;

/** One application's limiter: started from a configuration, and found again by every entrance. */
@NullMarked
package io.limitrate.runtime;

import org.jspecify.annotations.NullMarked;

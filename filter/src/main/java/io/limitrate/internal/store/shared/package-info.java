/** State that several nodes share by a cache: operations, batches, leases and the clock. */
@NullMarked
package io.limitrate.internal.store.shared;

import org.jspecify.annotations.NullMarked;

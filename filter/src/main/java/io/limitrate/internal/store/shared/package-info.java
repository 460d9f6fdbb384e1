/**
 * State that several nodes share in a cache: operations, batches, leases and the cluster's time.
 */
@NullMarked
package io.limitrate.internal.store.shared;

import org.jspecify.annotations.NullMarked;

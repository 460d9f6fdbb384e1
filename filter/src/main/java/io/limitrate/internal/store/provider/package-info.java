/** The providers of shared caches: Redis, Hazelcast, Infinispan, and caches of the application. */
@NullMarked
package io.limitrate.internal.store.provider;

import org.jspecify.annotations.NullMarked;

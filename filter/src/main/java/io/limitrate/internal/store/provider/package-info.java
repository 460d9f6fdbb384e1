/** The providers of caches: Ehcache, Caffeine, Redis, Hazelcast, Infinispan, the application. */
@NullMarked
package io.limitrate.internal.store.provider;

import org.jspecify.annotations.NullMarked;

/** State in the process: live cells in an Ehcache, Caffeine or JCache cache. */
@NullMarked
package io.limitrate.internal.store.local;

import org.jspecify.annotations.NullMarked;

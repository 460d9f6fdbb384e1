/** State in the process: live cells in a cache of Ehcache, Caffeine or the application. */
@NullMarked
package io.limitrate.internal.store.local;

import org.jspecify.annotations.NullMarked;

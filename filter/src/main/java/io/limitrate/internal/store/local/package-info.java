/** State in the process: live cells in caches that hold them by reference. */
@NullMarked
package io.limitrate.internal.store.local;

import org.jspecify.annotations.NullMarked;

/** Units and rejections that a node holds of a key, to decide calls without a round trip. */
@NullMarked
package io.limitrate.internal.store.shared.lease;

import org.jspecify.annotations.NullMarked;

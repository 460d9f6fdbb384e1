/** Updates of one shared entry as data, and their texts. */
@NullMarked
package io.limitrate.internal.store.shared.update;

import org.jspecify.annotations.NullMarked;

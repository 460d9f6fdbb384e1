/**
 * Codecs, which write states and transitions as texts for the shared store, and read them again.
 */
@NullMarked
package io.limitrate.internal.store.shared.codec;

import org.jspecify.annotations.NullMarked;

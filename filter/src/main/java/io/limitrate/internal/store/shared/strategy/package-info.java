/** Strategies that update a shared entry atomically, and the self-test that selects them. */
@NullMarked
package io.limitrate.internal.store.shared.strategy;

import org.jspecify.annotations.NullMarked;

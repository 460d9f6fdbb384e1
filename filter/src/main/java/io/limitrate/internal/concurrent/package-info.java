/** Daemon threads of stores and clients. */
@NullMarked
package io.limitrate.internal.concurrent;

import org.jspecify.annotations.NullMarked;

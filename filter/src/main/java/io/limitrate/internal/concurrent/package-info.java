/** Daemon threads of stores and HTTP clients. */
@NullMarked
package io.limitrate.internal.concurrent;

import org.jspecify.annotations.NullMarked;

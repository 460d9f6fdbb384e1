/** Holds places in configuration files, and messages about these places. */
@NullMarked
package io.limitrate.internal.source;

import org.jspecify.annotations.NullMarked;

/** Places in configuration files, and messages about them. */
@NullMarked
package io.limitrate.internal.source;

import org.jspecify.annotations.NullMarked;

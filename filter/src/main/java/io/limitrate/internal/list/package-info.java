/**
 * Lists of callers: their entries, the files that contain entries, and the formats of these files.
 */
@NullMarked
package io.limitrate.internal.list;

import org.jspecify.annotations.NullMarked;

/** Where state lives: cells kept by reference in a JCache (JSR-107) provider inside the process. */
@NullMarked
package io.limitrate.store;

import org.jspecify.annotations.NullMarked;

/**
 * State that several nodes share: one short text per key in a JCache (JSR-107) provider, changed
 * atomically, with units taken in advance where a quota is large.
 */
@NullMarked
package io.limitrate.shared;

import org.jspecify.annotations.NullMarked;

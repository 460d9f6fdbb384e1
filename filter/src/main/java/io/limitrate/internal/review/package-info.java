/** Finds rules, policies and settings that have no effect or are probably a mistake. */
@NullMarked
package io.limitrate.internal.review;

import org.jspecify.annotations.NullMarked;

/**
 * Challenges that tell people from programs: what a provider has to do, and those that are built
 * in.
 */
@NullMarked
package io.limitrate.challenge;

import org.jspecify.annotations.NullMarked;

/**
 * Challenges that tell people from programs: the settings of the built-in ones, and the interface
 * for an application's own.
 */
@NullMarked
package io.limitrate.challenge;

import org.jspecify.annotations.NullMarked;

/**
 * The settings, events and administration of login protection. Limitrate counts attempts before the
 * application checks the password, and counts their outcomes afterwards.
 */
@NullMarked
package io.limitrate.login;

import org.jspecify.annotations.NullMarked;

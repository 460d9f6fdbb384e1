/**
 * Guards logins: counts attempts before a password is checked, and what came of them afterwards.
 */
@NullMarked
package io.limitrate.login;

import org.jspecify.annotations.NullMarked;

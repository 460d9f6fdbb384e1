/**
 * Login protection: counts attempts, decides whether an attempt may go on, and records its outcome.
 */
@NullMarked
package io.limitrate.internal.login;

import org.jspecify.annotations.NullMarked;

/** Challenges of logins: the proof of work and the CAPTCHAs of vendors. */
@NullMarked
package io.limitrate.internal.login.challenge;

import org.jspecify.annotations.NullMarked;

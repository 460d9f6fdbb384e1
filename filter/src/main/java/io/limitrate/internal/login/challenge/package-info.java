/** Challenges of logins: a proof of work, and the vendors of CAPTCHAs. */
@NullMarked
package io.limitrate.internal.login.challenge;

import org.jspecify.annotations.NullMarked;

/** Logins in CDI and Jakarta Security: events out and in, and a guard before identity stores. */
@NullMarked
package io.limitrate.cdi;

import org.jspecify.annotations.NullMarked;

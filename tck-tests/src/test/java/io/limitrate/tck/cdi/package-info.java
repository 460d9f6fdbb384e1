/** Logins on a servlet container with CDI and Jakarta Security. */
@org.jspecify.annotations.NullMarked
package io.limitrate.tck.cdi;

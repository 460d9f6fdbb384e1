/**
 * What CDI and Jakarta Security add: events, beans to inject and to be found, a guard of passwords.
 */
@NullMarked
package io.limitrate.cdi;

import org.jspecify.annotations.NullMarked;

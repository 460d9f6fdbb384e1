/** Integrates CDI and Jakarta Security: the event of a login result, and the guard of passwords. */
@NullMarked
package io.limitrate.cdi;

import org.jspecify.annotations.NullMarked;

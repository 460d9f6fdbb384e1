/** CDI extensions and the beans of Jakarta Security, loaded only where CDI is present. */
@NullMarked
package io.limitrate.internal.cdi;

import org.jspecify.annotations.NullMarked;

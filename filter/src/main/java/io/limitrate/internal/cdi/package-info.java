/**
 * Integrates CDI: extensions, events and beans as components. The classes that name CDI types load
 * only where CDI is present.
 */
@NullMarked
package io.limitrate.internal.cdi;

import org.jspecify.annotations.NullMarked;

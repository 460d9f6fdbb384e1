/** Client addresses and trusted proxies. */
@NullMarked
package io.limitrate.internal.identity;

import org.jspecify.annotations.NullMarked;

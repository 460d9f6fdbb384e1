/** Client addresses, trusted proxies, and hashes of keys. */
@NullMarked
package io.limitrate.internal.identity;

import org.jspecify.annotations.NullMarked;

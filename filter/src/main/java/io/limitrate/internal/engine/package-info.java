/** Decides about calls: keys, charges, failure rules, the ledger of a request, and the store. */
@NullMarked
package io.limitrate.internal.engine;

import org.jspecify.annotations.NullMarked;

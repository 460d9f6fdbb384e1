/** The own quotas of customers: the requests to their provider, and the cache of the answers. */
@NullMarked
package io.limitrate.internal.customer;

import org.jspecify.annotations.NullMarked;

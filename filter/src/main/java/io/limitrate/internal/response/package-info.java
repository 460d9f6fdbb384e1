/** Makes rate limit headers and the answers to rejected requests, without servlet types. */
@NullMarked
package io.limitrate.internal.response;

import org.jspecify.annotations.NullMarked;

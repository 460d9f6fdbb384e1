/** Redirects and request URIs in the normalized form that rules compare. */
@NullMarked
package io.limitrate.internal.uri;

import org.jspecify.annotations.NullMarked;

/** Redirects and request URIs in the form that rules compare. */
@NullMarked
package io.limitrate.internal.uri;

import org.jspecify.annotations.NullMarked;

/** The call of an HTTP request: its client, its keys, its body and its answer. */
@NullMarked
package io.limitrate.internal.servlet.request;

import org.jspecify.annotations.NullMarked;

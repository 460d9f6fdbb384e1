/**
 * The HTTP side of the limiter without servlet types: which paths are meant, and what is answered.
 */
@NullMarked
package io.limitrate.http;

import org.jspecify.annotations.NullMarked;

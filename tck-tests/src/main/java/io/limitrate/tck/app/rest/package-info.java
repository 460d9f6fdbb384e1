/** JAX-RS resources, which are limited whether they are woven or not. */
@NullMarked
package io.limitrate.tck.app.rest;

import org.jspecify.annotations.NullMarked;

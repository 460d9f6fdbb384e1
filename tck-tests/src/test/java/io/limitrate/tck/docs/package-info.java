/** Tests that hold the documentation to what the product does. */
@NullMarked
package io.limitrate.tck.docs;

import org.jspecify.annotations.NullMarked;

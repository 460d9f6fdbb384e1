/** Tests that compare the documentation with the product. */
@NullMarked
package io.limitrate.tck.docs;

import org.jspecify.annotations.NullMarked;

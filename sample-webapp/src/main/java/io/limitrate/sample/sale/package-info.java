/** Case study 1, the flash sale: many people want few things at the same moment. */
@NullMarked
package io.limitrate.sample.sale;

import org.jspecify.annotations.NullMarked;

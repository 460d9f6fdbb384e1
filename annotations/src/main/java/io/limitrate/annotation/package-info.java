/** What users write on methods, and what it means: which policies a method is limited by. */
@NullMarked
package io.limitrate.annotation;

import org.jspecify.annotations.NullMarked;

/** Shared code of the case studies: JSON, problem bodies and security headers. */
@NullMarked
package io.limitrate.sample.web;

import org.jspecify.annotations.NullMarked;

/** One model of what an application limits; YAML, annotations and builders all produce it. */
@NullMarked
package io.limitrate.config;

import org.jspecify.annotations.NullMarked;

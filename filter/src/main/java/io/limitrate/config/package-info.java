/** Holds the model of a configuration, which YAML files, annotations and builders all produce. */
@NullMarked
package io.limitrate.config;

import org.jspecify.annotations.NullMarked;

/** Reads a configuration from YAML and system properties. */
@NullMarked
package io.limitrate.internal.yaml;

import org.jspecify.annotations.NullMarked;

/** The sample application: a flash sale, an LLM gateway and a login, all limited. */
@NullMarked
package io.limitrate.sample;

import org.jspecify.annotations.NullMarked;

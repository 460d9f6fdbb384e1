/** Case study 2, the LLM gateway: what is sold is tokens, and customers have tiers. */
@NullMarked
package io.limitrate.sample.llm;

import org.jspecify.annotations.NullMarked;

/** Case study 2, the LLM gateway: customers pay for tokens and belong to tiers. */
@NullMarked
package io.limitrate.sample.llm;

import org.jspecify.annotations.NullMarked;

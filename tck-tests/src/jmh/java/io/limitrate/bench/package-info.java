/** What a decision, a filter and a tracked client cost, beside the floor and other limiters. */
@NullMarked
package io.limitrate.bench;

import org.jspecify.annotations.NullMarked;

/**
 * Contracts for stores and containers. The author of one extends a contract and implements how it
 * is opened.
 */
@NullMarked
package io.limitrate.tck;

import org.jspecify.annotations.NullMarked;

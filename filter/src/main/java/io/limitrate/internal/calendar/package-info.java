/** The windows of quotas by the calendar, computed from a time; no class here reads a clock. */
@NullMarked
package io.limitrate.internal.calendar;

import org.jspecify.annotations.NullMarked;

/** The form in which usernames are counted. */
@NullMarked
package io.limitrate.internal.login.name;

import org.jspecify.annotations.NullMarked;

/** Case study 3, the login: who a session belongs to, and how many guesses there are. */
@NullMarked
package io.limitrate.sample.login;

import org.jspecify.annotations.NullMarked;

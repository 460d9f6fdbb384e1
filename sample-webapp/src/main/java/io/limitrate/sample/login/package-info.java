/** Case study 3, the login: sessions of users, and limits for guesses. */
@NullMarked
package io.limitrate.sample.login;

import org.jspecify.annotations.NullMarked;

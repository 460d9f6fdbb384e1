/** The application of {@code LoginContract}. The package uses no test class. */
@NullMarked
package io.limitrate.tck.app.login;

import org.jspecify.annotations.NullMarked;

/** Login protection: counts attempts, decides whether one may go on, and learns its outcome. */
@NullMarked
package io.limitrate.internal.login;

import org.jspecify.annotations.NullMarked;

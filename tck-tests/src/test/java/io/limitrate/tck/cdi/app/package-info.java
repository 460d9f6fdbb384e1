/** The application that the tests deploy. */
@org.jspecify.annotations.NullMarked
package io.limitrate.tck.cdi.app;
